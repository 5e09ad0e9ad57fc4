import { Box, Group, Highlight, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { query } from '~/api/client'
import { shortly } from '../shared/moments'
import classes from './ConversationList.module.css'

/** The messages themselves in which the words stand, above the conversations. */
export function FoundMessages({ q, account }: { q: string; account: string | undefined }) {
  const { t } = useTranslation('inbox')
  const found = query.useQuery('get', '/api/v1/inbox/messages/search', {
    params: { query: { q, account_id: account, limit: 5 } },
  })
  const messages = found.data?.items ?? []
  if (messages.length === 0) return null
  return (
    <Box
      component="section"
      aria-label={t('list.foundMessages')}
      pb={4}
      style={{ borderBottom: '4px solid var(--mantine-color-default-border)' }}
    >
      <Text size="xs" fw={600} c="dimmed" px="sm" pt="xs" pb={4}>
        {t('list.foundMessages')}
      </Text>
      {messages.map((message) => (
        <Link
          key={message.id}
          from="/inbox"
          to="/inbox"
          search={(before) => ({ ...before, c: message.conversation_id })}
          className={classes.link}
          style={{ height: 'auto' }}
          preload={false}
        >
          <Group gap={6} wrap="nowrap" justify="space-between" flex={1} miw={0}>
            <Highlight highlight={q.split(/\s+/)} size="sm" truncate component="span">
              {message.text ?? ''}
            </Highlight>
            <Text size="xs" c="dimmed" flex="none">
              {shortly(message.sent_at, Date.now())}
            </Text>
          </Group>
        </Link>
      ))}
    </Box>
  )
}
