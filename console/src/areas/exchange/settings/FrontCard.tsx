import { Badge, Card, Group, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { api } from '~/api/client'
import { useMay } from '~/app/me'
import { ActButton } from '../shared/ActButton'
import { acted } from '../shared/data'
import type { Community } from '../shared/types'

/** Which community the predecessor's paths speak of; only the installation's admins choose. */
export function FrontCard({ community }: { community: Community }) {
  const { t } = useTranslation('exchange')
  const mayChoose = useMay('manage-users')
  const put = () =>
    acted(
      api.PUT('/api/v1/exchange/front', { body: { slug: community.slug } }),
      t('front.done', { name: community.name }),
    )
  return (
    <Card>
      <Group justify="space-between" gap="sm">
        <div>
          <Title order={3}>{t('front.title')}</Title>
          <Text size="sm" c="dimmed">
            {t('front.text')}
          </Text>
        </div>
        {community.is_front ? (
          <Badge variant="light" color="teal">
            {t('front.is')}
          </Badge>
        ) : (
          mayChoose && (
            <ActButton act={put} variant="default">
              {t('front.do')}
            </ActButton>
          )
        )}
      </Group>
    </Card>
  )
}
