import { Button, Group, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react'
import i18next from 'i18next'
import { Problem } from '~/api/problem'

/** Says that something is done; with `undo`, for eight seconds, how to take it back. */
export function told(message: string, undo?: () => unknown): void {
  const id = notifications.show({
    color: 'teal',
    icon: <IconCheck size={18} aria-hidden />,
    autoClose: undo ? 8000 : 4000,
    message: (
      <Group justify="space-between" wrap="nowrap">
        <Text size="sm">{message}</Text>
        {undo && (
          <Button
            size="compact-sm"
            variant="subtle"
            onClick={() => {
              notifications.hide(id)
              Promise.resolve(undo()).catch(failed)
            }}
          >
            {i18next.t('action.undo')}
          </Button>
        )}
      </Group>
    ),
  })
}

/** Says in the problem's own words that something did not work. Fit for `onError` and `catch`. */
export function failed(error: unknown): void {
  const problem = error instanceof Problem ? error : null
  const fields = problem?.fields.map(({ field, message }) => `${field}: ${message}`).join(' · ')
  notifications.show({
    color: 'red',
    icon: <IconAlertTriangle size={18} aria-hidden />,
    autoClose: 10_000,
    title: problem?.title ?? i18next.t('error.title'),
    message: fields || (error instanceof Error ? error.message : String(error)),
  })
}
