import { Alert, Box, Button, Card, Group, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useDocumentTitle } from '@mantine/hooks'
import { IconAlertTriangle, IconLock } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { LanguageButton } from '../frame/LanguageButton'
import classes from '../frame/PublicFrame.module.css'
import { type Checked, check, Refused } from './check'
import { Unfollowers } from './Unfollowers'

/** Who does not follow back: for whoever gives their login, once; nothing is kept. */
export function CheckerPage() {
  const { t } = useTranslation('open')
  useDocumentTitle(t('checker.title'))
  const [found, setFound] = useState<Checked | null>(null)
  return (
    <div className={classes.page}>
      <header className={classes.head}>
        <Box className={classes.column}>
          <Group justify="flex-end" mb="md">
            <LanguageButton />
          </Group>
          <Title order={1} className={classes.title}>
            {t('checker.title')}
          </Title>
          <Text className={classes.lead}>{t('checker.lead')}</Text>
        </Box>
      </header>
      <Box component="main" className={`${classes.column} ${classes.main}`}>
        {found ? (
          <Unfollowers found={found} onAgain={() => setFound(null)} />
        ) : (
          <Card shadow="xs">
            <Alert color="yellow" icon={<IconAlertTriangle aria-hidden />} title={t('producer.risk')} mb="md">
              {t('checker.risk')}
            </Alert>
            <CheckForm onFound={setFound} />
          </Card>
        )}
      </Box>
    </div>
  )
}

function CheckForm({ onFound }: { onFound: (found: Checked) => void }) {
  const { t } = useTranslation('open')
  const [error, setError] = useState<Refused | null>(null)
  const [state, setState] = useState<'idle' | 'busy' | 'waiting'>('idle')
  const form = useForm({ initialValues: { username: '', password: '', code: '' } })
  const submit = form.onSubmit(async ({ username, password, code }) => {
    setError(null)
    setState('busy')
    const wish = { instagram_id: username, password, verification_code: code || null }
    try {
      onFound(await check(wish, () => setState('waiting')))
    } catch (problem) {
      setError(problem instanceof Refused ? problem : new Refused(0, { detail: t('checker.unreachable') }))
      setState('idle')
    }
  })
  return (
    <form onSubmit={submit}>
      <Stack>
        {error && (
          <Alert
            color={error.isOff ? 'gray' : 'red'}
            icon={error.isOff ? <IconLock aria-hidden /> : <IconAlertTriangle aria-hidden />}
            title={error.isOff ? t('join.off') : t('common:error.title')}
            role="alert"
          >
            {error.isOff ? t('join.offText') : error.message}
          </Alert>
        )}
        <TextInput
          label={t('username')}
          leftSection="@"
          size="md"
          required
          autoCapitalize="none"
          autoComplete="off"
          {...form.getInputProps('username')}
        />
        <PasswordInput
          label={t('password')}
          description={t('producer.passwordHint')}
          size="md"
          required
          autoComplete="off"
          {...form.getInputProps('password')}
        />
        {error?.status === 400 && (
          <TextInput
            label={t('producer.code')}
            description={t('checker.codeHint')}
            size="md"
            inputMode="numeric"
            autoComplete="one-time-code"
            {...form.getInputProps('code')}
          />
        )}
        <Button type="submit" size="md" loading={state !== 'idle'}>
          {t('checker.do')}
        </Button>
        <Text size="sm" c="dimmed" role="status">
          {state === 'waiting' ? t('checker.waiting') : ''}
        </Text>
      </Stack>
    </form>
  )
}
