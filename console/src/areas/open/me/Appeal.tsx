import { Button, Group, Stack, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '~/api/client'
import { failed, told } from '~/ui/toasts'
import { lookAgain, paramsOf, type Who } from './useMember'

/** The member says why the finding is wrong; an organiser decides. */
export function Appeal({ who, verificationId, onDone }: { who: Who; verificationId: string; onDone: () => void }) {
  const { t } = useTranslation('open')
  const [text, setText] = useState('')
  const [busy, setBusy] = useState(false)

  async function send() {
    setBusy(true)
    try {
      await api.POST('/api/v1/exchange/public/{slug}/me/appeals', {
        params: paramsOf(who),
        body: { verification_id: verificationId, text },
      })
      await lookAgain()
      told(t('appeal.sent'))
      onDone()
    } catch (problem) {
      failed(problem)
    } finally {
      setBusy(false)
    }
  }

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      <Stack gap="xs" mt="xs">
        <Textarea
          label={t('appeal.label')}
          description={t('appeal.hint')}
          required
          autosize
          minRows={2}
          maxLength={1000}
          autoFocus
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onDone}>
            {t('common:action.cancel')}
          </Button>
          <Button type="submit" loading={busy} disabled={text.trim() === ''}>
            {t('appeal.send')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
