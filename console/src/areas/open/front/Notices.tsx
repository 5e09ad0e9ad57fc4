import { Badge, Divider, Group, Stack, Text, Title } from '@mantine/core'
import { IconAlertCircle, IconPin } from '@tabler/icons-react'
import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import { query } from '~/api/client'
import { When } from '~/ui/When'
import { Panel } from '../frame/Panel'

export function Notices({ slug }: { slug: string }) {
  const { t } = useTranslation('open')
  const { data } = query.useQuery('get', '/api/v1/exchange/public/{slug}/notices', {
    params: { path: { slug }, query: { limit: 50 } },
  })
  if (!data || data.items.length === 0) return null
  return (
    <Panel title={t('notices')}>
      <Stack gap="sm">
        {data.items.map((notice, place) => (
          <Fragment key={notice.id}>
            {place > 0 && <Divider />}
            <article>
              <Group gap={6} mb={2}>
                {notice.is_pinned && <IconPin size={15} aria-label={t('pinned')} />}
                <Title order={3} size="md">
                  {notice.title}
                </Title>
                {notice.is_important && (
                  <Badge color="orange" variant="light" leftSection={<IconAlertCircle size={12} aria-hidden />}>
                    {t('important')}
                  </Badge>
                )}
              </Group>
              <Text size="sm" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
                {notice.content}
              </Text>
              <Text size="xs" c="dimmed" mt={2}>
                <When at={notice.updated_at} />
              </Text>
            </article>
          </Fragment>
        ))}
      </Stack>
    </Panel>
  )
}
