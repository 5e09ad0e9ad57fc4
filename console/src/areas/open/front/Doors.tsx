import { Button, SimpleGrid, Text } from '@mantine/core'
import { IconMessageHeart, IconPencilHeart } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Panel } from '../frame/Panel'

/** What else one can do here: come back as a member, receive comments, lend an account. */
export function Doors({ slug }: { slug: string }) {
  const { t } = useTranslation('open')
  return (
    <Panel title={t('doors')}>
      <Text size="sm" mb="sm">
        {t('memberHint')}
      </Text>
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="xs">
        <Button
          variant="default"
          leftSection={<IconMessageHeart size={17} aria-hidden />}
          renderRoot={(props) => <Link to="/exchange/$slug/consumer" params={{ slug }} {...props} />}
        >
          {t('consumer.door')}
        </Button>
        <Button
          variant="default"
          leftSection={<IconPencilHeart size={17} aria-hidden />}
          renderRoot={(props) => <Link to="/exchange/$slug/producer" params={{ slug }} {...props} />}
        >
          {t('producer.door')}
        </Button>
      </SimpleGrid>
    </Panel>
  )
}
