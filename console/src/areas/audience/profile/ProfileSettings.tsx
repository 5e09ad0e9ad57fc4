import { Button, Card, NumberInput, Select, Stack, Switch, Text, TextInput, Title } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { api } from '~/api/client'
import { useAccounts } from '~/app/me'
import { confirmed } from '~/ui/confirm'
import { acted, erased } from '../data/hooks'
import type { Profile } from '../data/types'
import { StoredSession } from './StoredSession'

const PATH = '/api/v1/audience/profiles/{profile_id}'
const EVERY = [6, 12, 24, 72, 168, 336, 720]

/** Name, connected account, alarm and schedule of a profile; and the end of it. */
export function ProfileSettings({ profile }: { profile: Profile }) {
  const { t } = useTranslation('audience')
  const { accounts } = useAccounts()
  const params = { path: { profile_id: profile.id } }
  const form = useForm({
    initialValues: {
      username: profile.username,
      account_id: profile.account_id,
      hasAlarm: profile.alarm_lost_followers !== null,
      alarm: profile.alarm_lost_followers ?? 10,
      every: String(profile.snapshot_every_hours ?? ''),
    },
  })

  async function save({ username, account_id, hasAlarm, alarm, every }: typeof form.values) {
    const body = {
      username,
      account_id,
      alarm_lost_followers: hasAlarm ? alarm : null,
      // A schedule needs the session that it reads with.
      ...(profile.session_source && { snapshot_every_hours: every ? Number(every) : null }),
    }
    if (await acted(api.PUT(PATH, { params, body }), t('settings.saved'))) form.resetDirty()
  }

  return (
    <Stack>
      <Card component="form" onSubmit={form.onSubmit((values) => void save(values))}>
        <Stack maw={520}>
          <TextInput
            label={t('add.username')}
            description={t('settings.usernameText')}
            leftSection="@"
            required
            {...form.getInputProps('username')}
          />
          <Select
            label={t('settings.account')}
            description={t('settings.accountText')}
            clearable
            placeholder={t('settings.noAccount')}
            data={accounts.map(({ id, username }) => ({ value: id, label: `@${username}` }))}
            {...form.getInputProps('account_id')}
          />
          <Switch
            label={t('settings.alarm')}
            description={t('settings.alarmText')}
            {...form.getInputProps('hasAlarm', { type: 'checkbox' })}
          />
          {form.values.hasAlarm && (
            <NumberInput label={t('settings.alarmAt')} min={1} max={100_000_000} {...form.getInputProps('alarm')} />
          )}
          <Select
            label={t('settings.every')}
            description={t(profile.session_source ? 'settings.everyText' : 'settings.everyNeeds')}
            disabled={!profile.session_source}
            clearable
            placeholder={t('settings.never')}
            data={EVERY.map((hours) => ({
              value: String(hours),
              label: hours < 24 ? t('settings.hours', { count: hours }) : t('settings.days', { count: hours / 24 }),
            }))}
            {...form.getInputProps('every')}
          />
          <Button type="submit" disabled={!form.isDirty()} style={{ alignSelf: 'flex-start' }}>
            {t('common:action.save')}
          </Button>
        </Stack>
      </Card>
      {profile.session_source && <StoredSession profile={profile} />}
      <Forget profile={profile} />
    </Stack>
  )
}

function Forget({ profile }: { profile: Profile }) {
  const { t } = useTranslation('audience')
  const navigate = useNavigate()

  async function forget() {
    if (!(await confirmed(t('settings.delete'), t('settings.deleteText', profile), t('common:action.delete')))) return
    const gone = api.DELETE(PATH, { params: { path: { profile_id: profile.id } } })
    await erased(gone, t('settings.deleted', profile), () => navigate({ to: '/audience' }))
  }

  return (
    <Card>
      <Title order={2} size="h3">
        {t('settings.delete')}
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        {t('settings.deleteText', profile)}
      </Text>
      <Button variant="light" color="red" onClick={() => void forget()} style={{ alignSelf: 'flex-start' }}>
        {t('settings.delete')}
      </Button>
    </Card>
  )
}
