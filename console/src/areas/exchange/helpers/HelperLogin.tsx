import { Alert, Button, Checkbox, Group, Modal, NumberInput, PasswordInput, Stack, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { IconShieldLock } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '~/api/client'
import { Problem } from '~/api/problem'
import { told } from '~/ui/toasts'
import { refresh } from '../shared/data'
import { Refused } from '../shared/Listed'
import type { Helper } from '../shared/types'

interface HelperLoginProps {
  of: 'new' | Helper | null
  onClose: () => void
}

/** A helper logs in at Instagram: password first, and the code where the account asks for one. */
export function HelperLogin({ of, onClose }: HelperLoginProps) {
  const { t } = useTranslation('exchange')
  const title = of === null || of === 'new' ? t('helpers.add') : t('helpers.loginOf', { name: of.instagram_id })
  return (
    <Modal opened={of !== null} onClose={onClose} title={title}>
      {of && <LoginForm helper={of === 'new' ? null : of} onDone={onClose} />}
    </Modal>
  )
}

function LoginForm({ helper, onDone }: { helper: Helper | null; onDone: () => void }) {
  const { t } = useTranslation('exchange')
  const [error, setError] = useState<unknown>(null)
  const [needsCode, setNeedsCode] = useState(false)
  const [busy, setBusy] = useState(false)
  const form = useForm({
    initialValues: { username: '', password: '', code: '', keep: false, perHour: 150 as number | string },
  })

  const submit = form.onSubmit(async ({ username, password, code, keep, perHour }) => {
    setBusy(true)
    setError(null)
    const login = { password, keep_password: keep, verification_code: code || null }
    try {
      if (helper) {
        await api.POST('/api/v1/exchange/helpers/{helper_id}/login', {
          params: { path: { helper_id: helper.id } },
          body: login,
        })
      } else {
        await api.POST('/api/v1/exchange/helpers', {
          body: { ...login, instagram_id: username, requests_per_hour: Number(perHour) },
        })
      }
      await refresh()
      told(t('helpers.in', { name: helper?.instagram_id ?? username }))
      onDone()
    } catch (problem) {
      const refusal = problem instanceof Problem ? problem.document.refusal : null
      if (refusal === 'two-factor-needed') setNeedsCode(true)
      else setError(problem)
    } finally {
      setBusy(false)
    }
  })

  return (
    <form onSubmit={submit}>
      <Stack>
        {error !== null && <Refused error={error} />}
        {!helper && (
          <TextInput
            label={t('members.username')}
            leftSection="@"
            required
            data-autofocus
            autoCapitalize="none"
            autoComplete="off"
            {...form.getInputProps('username')}
          />
        )}
        <PasswordInput label={t('login.password')} required autoComplete="off" {...form.getInputProps('password')} />
        {needsCode && (
          <Alert icon={<IconShieldLock aria-hidden />} title={t('login.twoFactor')}>
            <TextInput
              label={t('login.code')}
              description={t('login.codeHint')}
              inputMode="numeric"
              autoComplete="one-time-code"
              autoFocus
              required
              {...form.getInputProps('code')}
            />
          </Alert>
        )}
        <Checkbox
          label={t('helpers.keep')}
          description={t('helpers.keepHint')}
          {...form.getInputProps('keep', { type: 'checkbox' })}
        />
        {!helper && (
          <NumberInput
            label={t('helpers.perHour')}
            description={t('helpers.perHourHint')}
            min={1}
            max={200}
            {...form.getInputProps('perHour')}
          />
        )}
        <Group justify="flex-end">
          <Button type="submit" loading={busy}>
            {t('helpers.login')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
