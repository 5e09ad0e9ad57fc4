import { Alert, Button, Card, Grid, Select, Stack, Text, TextInput, Title } from '@mantine/core'
import { useForm } from '@mantine/form'
import { IconAlertTriangle, IconBuildingCommunity } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '~/api/client'
import { Problem } from '~/api/problem'
import { Empty } from '~/ui/Empty'
import { Fault } from '~/ui/Fault'
import { Page } from '~/ui/Page'
import { refresh, useMayManage } from '../shared/data'
import { slugOf } from '../shared/slug'
import { timeZones } from '../shared/zones'
import { AddressPreview } from './AddressPreview'

/** The first visit: a name, an address, a clock; the rest has good values from the start. */
export function FoundCommunity() {
  const { t } = useTranslation('exchange')
  const mayManage = useMayManage()
  if (mayManage) return <FoundForm />
  return (
    <Page title={t('found.title')}>
      <Empty icon={IconBuildingCommunity} title={t('found.none')} text={t('found.noneText')} />
    </Page>
  )
}

function FoundForm() {
  const { t } = useTranslation('exchange')
  const [error, setError] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const [ownSlug, setOwnSlug] = useState(false)
  const form = useForm({ initialValues: { name: '', slug: '', timezone: 'Asia/Seoul' } })

  const submit = form.onSubmit(async (body) => {
    setBusy(true)
    setError(null)
    try {
      await api.PUT('/api/v1/exchange/community', { body })
      await refresh()
    } catch (problem) {
      if (problem instanceof Problem) form.setErrors(problem.byField)
      setError(problem)
    } finally {
      setBusy(false)
    }
  })

  return (
    <Page title={t('found.title')} lead={t('found.lead')}>
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, md: 7 }}>
          <Card>
            <form onSubmit={submit}>
              <Stack>
                {error !== null && <Fault error={error} />}
                <TextInput
                  label={t('settings.name')}
                  description={t('found.nameHint')}
                  required
                  maxLength={100}
                  {...form.getInputProps('name')}
                  onChange={(event) => {
                    const name = event.currentTarget.value
                    form.setFieldValue('name', name)
                    if (!ownSlug) form.setFieldValue('slug', slugOf(name))
                  }}
                />
                <TextInput
                  label={t('settings.slug')}
                  description={t('found.slugHint')}
                  required
                  maxLength={50}
                  pattern="[a-z0-9]([a-z0-9\-]*[a-z0-9])?"
                  {...form.getInputProps('slug')}
                  onChange={(event) => {
                    setOwnSlug(true)
                    form.setFieldValue('slug', event.currentTarget.value.toLowerCase())
                  }}
                />
                <Select
                  label={t('settings.timezone')}
                  description={t('found.zoneHint')}
                  data={timeZones()}
                  searchable
                  allowDeselect={false}
                  {...form.getInputProps('timezone')}
                />
                <Button type="submit" loading={busy}>
                  {t('found.do')}
                </Button>
              </Stack>
            </form>
          </Card>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 5 }}>
          <Stack>
            <AddressPreview name={form.values.name} slug={form.values.slug} />
            <Alert color="yellow" icon={<IconAlertTriangle aria-hidden />} title={t('found.riskTitle')}>
              {t('found.risk')}
            </Alert>
            <Card>
              <Title order={2} size="h3" mb="xs">
                {t('found.next')}
              </Title>
              {(['1', '2', '3'] as const).map((step) => (
                <Text size="sm" key={step} mb={4}>
                  {step}. {t(`found.step${step}`)}
                </Text>
              ))}
            </Card>
          </Stack>
        </Grid.Col>
      </Grid>
    </Page>
  )
}
