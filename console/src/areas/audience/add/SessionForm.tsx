import {
  Alert,
  Button,
  Checkbox,
  PasswordInput,
  SegmentedControl,
  Skeleton,
  Stack,
  Text,
  TextInput,
} from '@mantine/core'
import { useForm } from '@mantine/form'
import { IconAlertTriangle, IconShieldLock } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '~/api/client'
import { Problem } from '~/api/problem'
import { Empty } from '~/ui/Empty'
import { Fault } from '~/ui/Fault'
import { refresh, useCrawls } from '../data/hooks'
import type { Crawl } from '../data/types'

/** Reads followers with a session of the account: only where the operator has allowed it. */
export function SessionForm({ onBegun }: { onBegun: (crawl: Crawl) => void }) {
  const { t } = useTranslation('audience')
  const { error, isPending } = useCrawls()
  if (error instanceof Problem && error.code === 'unofficial-access-disabled')
    return <Empty icon={IconShieldLock} title={t('session.disabled')} text={t('session.disabledText')} />
  if (error) return <Fault error={error} />
  if (isPending) return <Skeleton h={260} radius="lg" />
  return <Form onBegun={onBegun} />
}

function Form({ onBegun }: { onBegun: (crawl: Crawl) => void }) {
  const { t } = useTranslation('audience')
  const [error, setError] = useState<unknown>(null)
  const [isBusy, setBusy] = useState(false)
  const form = useForm({
    initialValues: {
      source: 'web' as 'web' | 'instaloader',
      csrf_token: '',
      session_id: '',
      username: '',
      password: '',
      verification_code: '',
      keep_session: false,
      agreed: false,
    },
  })
  const { source, keep_session } = form.values

  async function begin() {
    const { csrf_token, session_id, username, password, verification_code } = form.values
    const body =
      source === 'web'
        ? { source, csrf_token, session_id, keep_session }
        : { source, username, password, verification_code: verification_code || null, keep_session }
    setBusy(true)
    setError(null)
    try {
      const { data } = await api.POST('/api/v1/audience/crawls', { body })
      // Secrets do not stay in the page.
      form.reset()
      await refresh()
      if (data) onBegun(data)
    } catch (problem) {
      setError(problem)
    } finally {
      setBusy(false)
    }
  }

  return (
    <form onSubmit={form.onSubmit(() => void begin())}>
      <Stack>
        <Alert color="orange" icon={<IconAlertTriangle aria-hidden />} title={t('session.warning')}>
          <Text size="sm">{t('session.warningText')}</Text>
        </Alert>
        <SegmentedControl
          aria-label={t('session.way')}
          fullWidth
          transitionDuration={0}
          data={[
            { value: 'web', label: t('session.web') },
            { value: 'instaloader', label: t('session.login') },
          ]}
          {...form.getInputProps('source')}
        />
        <Text size="sm" c="dimmed">
          {t(source === 'web' ? 'session.webText' : 'session.loginText')}
        </Text>
        {source === 'web' ? (
          <>
            <PasswordInput label="sessionid" required autoComplete="off" {...form.getInputProps('session_id')} />
            <PasswordInput label="csrftoken" required autoComplete="off" {...form.getInputProps('csrf_token')} />
          </>
        ) : (
          <>
            <TextInput label={t('session.username')} required autoComplete="off" {...form.getInputProps('username')} />
            <PasswordInput
              label={t('session.password')}
              required
              autoComplete="off"
              {...form.getInputProps('password')}
            />
            <TextInput
              label={t('session.code')}
              description={t('session.codeText')}
              inputMode="numeric"
              autoComplete="one-time-code"
              {...form.getInputProps('verification_code')}
            />
          </>
        )}
        <Checkbox
          label={t('session.keep')}
          description={t('session.keepText')}
          {...form.getInputProps('keep_session', { type: 'checkbox' })}
        />
        <Checkbox label={t('session.agree')} required {...form.getInputProps('agreed', { type: 'checkbox' })} />
        {error !== null && <Fault error={error} />}
        <Button type="submit" loading={isBusy} disabled={!form.values.agreed}>
          {t('session.begin')}
        </Button>
      </Stack>
    </form>
  )
}
