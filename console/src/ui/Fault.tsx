import { Alert, Button, Group, List, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Problem } from '~/api/problem'

/** An error in the problem's own words: what is wrong, by field where fields are at fault, and its request for support. */
export function Fault({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { t } = useTranslation()
  const problem = error instanceof Problem ? error : null
  return (
    <Alert color="red" icon={<IconAlertTriangle aria-hidden />} title={problem?.title ?? t('error.title')} role="alert">
      <Text size="sm">{error instanceof Error ? error.message : String(error)}</Text>
      {problem && problem.fields.length > 0 && (
        <List size="sm" mt="xs">
          {problem.fields.map(({ field, message }) => (
            <List.Item key={`${field} ${message}`}>
              <b>{field}</b>: {message}
            </List.Item>
          ))}
        </List>
      )}
      <Group mt="xs" gap="md">
        {onRetry && (
          <Button size="xs" color="red" variant="light" onClick={onRetry}>
            {t('action.retry')}
          </Button>
        )}
        {problem?.requestId && (
          <Text size="xs" c="dimmed">
            {t('error.request', { id: problem.requestId })}
          </Text>
        )}
      </Group>
    </Alert>
  )
}
