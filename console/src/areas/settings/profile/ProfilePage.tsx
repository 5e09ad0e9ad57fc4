import { Button, Card, Group, PasswordInput, Select, Skeleton, Stack, Text, TextInput, Title } from '@mantine/core'
import { modals } from '@mantine/modals'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { cache } from '~/api/cache'
import { query } from '~/api/client'
import { forget, keep } from '~/api/session'
import { useMe } from '~/app/me'
import { currentLanguage } from '~/i18n'
import { failed, told } from '~/ui/toasts'
import { SettingsFrame } from '../SettingsFrame'

const ZONES = Intl.supportedValuesOf('timeZone')

export function ProfilePage() {
  const { data: me } = useMe()
  return (
    <SettingsFrame section="profile">
      <Stack maw={560}>
        {me ? (
          <AboutMe name={me.full_name ?? ''} zone={me.timezone} email={me.email} />
        ) : (
          <Skeleton h={240} radius="lg" />
        )}
        <Password />
        <SignIns />
        <Leave />
      </Stack>
    </SettingsFrame>
  )
}

function AboutMe({ name: known, zone: knownZone, email }: { name: string; zone: string; email: string }) {
  const { t } = useTranslation('settings')
  const [name, setName] = useState(known)
  const [zone, setZone] = useState(knownZone)
  const save = query.useMutation('put', '/api/v1/users/profile', {
    onSuccess: () => {
      void cache.invalidateQueries({ queryKey: ['get', '/api/v1/auth/me'] })
      told(t('saved'))
    },
    onError: failed,
  })
  function submit(event: FormEvent) {
    event.preventDefault()
    save.mutate({ body: { full_name: name || null, timezone: zone, locale: currentLanguage() } })
  }
  return (
    <Card component="form" onSubmit={submit}>
      <Stack>
        <TextInput label={t('profile.email')} value={email} readOnly variant="filled" />
        <TextInput
          label={t('profile.name')}
          value={name}
          maxLength={200}
          autoComplete="name"
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Select
          label={t('profile.zone')}
          description={t('profile.zoneHint')}
          data={ZONES.includes(zone) ? ZONES : [zone, ...ZONES]}
          searchable
          limit={100}
          allowDeselect={false}
          value={zone}
          onChange={(chosen) => chosen && setZone(chosen)}
        />
        <Group justify="flex-end">
          <Button type="submit" loading={save.isPending}>
            {t('common:action.save')}
          </Button>
        </Group>
      </Stack>
    </Card>
  )
}

function Password() {
  const { t } = useTranslation('settings')
  const [current, setCurrent] = useState('')
  const [fresh, setFresh] = useState('')
  const change = query.useMutation('post', '/api/v1/users/change-password', {
    onSuccess: (tokens) => {
      keep(tokens)
      setCurrent('')
      setFresh('')
      told(t('profile.passwordSet'))
    },
    onError: failed,
  })
  function submit(event: FormEvent) {
    event.preventDefault()
    change.mutate({ body: { current_password: current, new_password: fresh } })
  }
  return (
    <Card component="form" onSubmit={submit}>
      <Stack>
        <Title order={2} size="h3">
          {t('profile.password')}
        </Title>
        <PasswordInput
          label={t('profile.current')}
          autoComplete="current-password"
          required
          value={current}
          onChange={(event) => setCurrent(event.currentTarget.value)}
        />
        <PasswordInput
          label={t('profile.new')}
          description={t('profile.passwordHint')}
          autoComplete="new-password"
          required
          minLength={8}
          maxLength={200}
          value={fresh}
          onChange={(event) => setFresh(event.currentTarget.value)}
        />
        <Group justify="flex-end">
          <Button type="submit" variant="light" loading={change.isPending}>
            {t('profile.setPassword')}
          </Button>
        </Group>
      </Stack>
    </Card>
  )
}

function SignIns() {
  const { t } = useTranslation('settings')
  const end = query.useMutation('post', '/api/v1/auth/logout-everywhere', { onSuccess: forget, onError: failed })
  return (
    <Card>
      <Group justify="space-between">
        <div>
          <Title order={2} size="h3">
            {t('profile.everywhere')}
          </Title>
          <Text size="sm" c="dimmed">
            {t('profile.everywhereHint')}
          </Text>
        </div>
        <Button variant="default" loading={end.isPending} onClick={() => end.mutate({})}>
          {t('profile.everywhereDo')}
        </Button>
      </Group>
    </Card>
  )
}

function Leave() {
  const { t } = useTranslation('settings')
  return (
    <Card>
      <Group justify="space-between">
        <div style={{ flex: 1, minWidth: 220 }}>
          <Title order={2} size="h3">
            {t('profile.leave')}
          </Title>
          <Text size="sm" c="dimmed">
            {t('profile.leaveHint')}
          </Text>
        </div>
        <Button
          color="red"
          variant="light"
          onClick={() => modals.open({ title: t('profile.leave'), children: <LeaveForm /> })}
        >
          {t('profile.leaveDo')}
        </Button>
      </Group>
    </Card>
  )
}

function LeaveForm() {
  const { t } = useTranslation('settings')
  const [password, setPassword] = useState('')
  const leave = query.useMutation('delete', '/api/v1/users/me', {
    onSuccess: () => {
      modals.closeAll()
      forget()
    },
    onError: failed,
  })
  function submit(event: FormEvent) {
    event.preventDefault()
    leave.mutate({ body: { password } })
  }
  return (
    <form onSubmit={submit}>
      <Stack>
        <Text size="sm">{t('profile.leaveSure')}</Text>
        <PasswordInput
          label={t('profile.current')}
          autoComplete="current-password"
          required
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <Button type="submit" color="red" loading={leave.isPending}>
          {t('profile.leaveDo')}
        </Button>
      </Stack>
    </form>
  )
}
