import { Button, Group, Stack, Text, Textarea } from '@mantine/core'
import { modals } from '@mantine/modals'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

interface Asked {
  title: string
  text: string
  /** The words of the button that does it. */
  yes: string
  color?: string
  optional?: boolean
}

/** Asks for the reason that a decision is written down with; null if the person thought better of it. */
export function askReason(asked: Asked): Promise<string | null> {
  return new Promise((resolve) => {
    const id = modals.open({
      title: asked.title,
      onClose: () => resolve(null),
      children: (
        <ReasonForm
          {...asked}
          onDone={(reason) => {
            resolve(reason)
            modals.close(id)
          }}
        />
      ),
    })
  })
}

function ReasonForm({ text, yes, color, optional, onDone }: Asked & { onDone: (reason: string | null) => void }) {
  const { t } = useTranslation('exchange')
  const [reason, setReason] = useState('')
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        onDone(reason.trim())
      }}
    >
      <Stack>
        <Text size="sm">{text}</Text>
        <Textarea
          label={optional ? t('reason.optional') : t('reason.label')}
          description={t('reason.hint')}
          required={!optional}
          autosize
          minRows={2}
          maxLength={500}
          data-autofocus
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={() => onDone(null)}>
            {t('common:action.cancel')}
          </Button>
          <Button type="submit" color={color} disabled={!optional && reason.trim() === ''}>
            {yes}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
