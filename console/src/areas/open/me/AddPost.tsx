import { Button, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '~/api/client'
import { Fault } from '~/ui/Fault'
import { told } from '~/ui/toasts'
import { Panel } from '../frame/Panel'
import { lookAgain, paramsOf, type Who } from './useMember'

/** Asks the others for comments on a post of one's own. */
export function AddPost({ who, used, allowed }: { who: Who; used: number; allowed: number }) {
  const { t } = useTranslation('open')
  const [link, setLink] = useState('')
  const [error, setError] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)

  async function send() {
    setBusy(true)
    setError(null)
    try {
      await api.POST('/api/v1/exchange/public/{slug}/me/requests', { params: paramsOf(who), body: { link } })
      await lookAgain()
      setLink('')
      told(t('mine.added'))
    } catch (problem) {
      setError(problem)
    } finally {
      setBusy(false)
    }
  }

  return (
    <Panel title={t('mine.add')} lead={t('mine.left', { used, count: allowed })}>
      {used >= allowed ? (
        <Text size="sm">{t('mine.full')}</Text>
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault()
            void send()
          }}
        >
          <Stack gap="sm">
            {error !== null && <Fault error={error} />}
            <TextInput
              label={t('mine.link')}
              description={t('mine.linkHint')}
              type="url"
              inputMode="url"
              size="md"
              required
              placeholder="https://www.instagram.com/p/…"
              value={link}
              onChange={(event) => setLink(event.currentTarget.value)}
            />
            <Button type="submit" size="md" loading={busy}>
              {t('mine.ask')}
            </Button>
          </Stack>
        </form>
      )}
    </Panel>
  )
}
