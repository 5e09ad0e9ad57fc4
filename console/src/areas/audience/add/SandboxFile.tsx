import { Button, Group, Select, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAccounts } from '~/app/me'
import { useSandbox } from '~/app/sandbox'
import { failed } from '~/ui/toasts'

/** In the sandbox nobody needs to wait for Instagram: the file of a connected account is there at once. */
export function SandboxFile({ onFile }: { onFile: (file: File) => void }) {
  const { t } = useTranslation('audience')
  const base = useSandbox()
  const { accounts } = useAccounts()
  const [chosen, setChosen] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  const username = chosen ?? accounts[0]?.username
  if (!base || !username) return null

  async function take() {
    setBusy(true)
    try {
      const path = `_sandbox/accounts/${encodeURIComponent(username ?? '')}/export`
      const response = await fetch(`${base?.replace(/\/$/, '')}/${path}`)
      if (!response.ok) throw new Error(t('sandbox.none', { username }))
      const named = /filename="?([^";]+)"?/.exec(response.headers.get('content-disposition') ?? '')?.[1]
      onFile(new File([await response.blob()], named ?? `instagram-${username}.zip`, { type: 'application/zip' }))
    } catch (problem) {
      failed(problem)
    } finally {
      setBusy(false)
    }
  }

  return (
    <div>
      <Text size="sm" c="dimmed" ta="center" mb={6}>
        {t('sandbox.text')}
      </Text>
      <Group justify="center" gap="xs">
        {accounts.length > 1 && (
          <Select
            size="xs"
            w={170}
            aria-label={t('common:account.choose')}
            data={accounts.map((account) => account.username)}
            value={username}
            allowDeselect={false}
            onChange={setChosen}
          />
        )}
        <Button size="xs" variant="light" loading={isBusy} onClick={() => void take()}>
          {t('sandbox.take', { username })}
        </Button>
      </Group>
    </div>
  )
}
