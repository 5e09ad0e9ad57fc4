import { Button, Fieldset, Group, Paper, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '~/api/client'
import { Problem } from '~/api/problem'
import { told } from '~/ui/toasts'
import { refresh } from '../shared/data'
import { Refused } from '../shared/Listed'
import type { Community } from '../shared/types'
import { BasicsCard } from './BasicsCard'
import { CheckingCard } from './CheckingCard'
import { CommentsCard } from './CommentsCard'
import { SettingsFormProvider, useNewSettingsForm } from './form'
import { RulesCard } from './RulesCard'
import classes from './SettingsForm.module.css'
import { SummaryCard } from './SummaryCard'
import { changesOf, valuesOf } from './values'

/** All settings in one form; what changed waits in a bar at the bottom until it is saved. */
export function SettingsForm({ community, readOnly }: { community: Community; readOnly: boolean }) {
  const { t } = useTranslation('exchange')
  const [error, setError] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const [before] = useState(() => valuesOf(community))
  const form = useNewSettingsForm({ initialValues: before })

  const submit = form.onSubmit(async (values) => {
    setBusy(true)
    setError(null)
    try {
      await api.PUT('/api/v1/exchange/community', { body: changesOf(values, before) })
      await refresh()
      told(t('settings.saved'))
    } catch (problem) {
      if (problem instanceof Problem) form.setErrors(problem.byField)
      setError(problem)
    } finally {
      setBusy(false)
    }
  })

  return (
    <SettingsFormProvider form={form}>
      <form onSubmit={submit}>
        <Fieldset variant="unstyled" disabled={readOnly}>
          <Stack>
            <BasicsCard />
            <CheckingCard />
            <RulesCard />
            <CommentsCard />
            <SummaryCard hasSecret={community.has_summary_webhook_secret} />
          </Stack>
        </Fieldset>
        {form.isDirty() && (
          <Paper className={classes.bar} withBorder shadow="md" p="sm">
            {error !== null && <Refused error={error} />}
            <Group justify="space-between">
              <Text size="sm">{t('settings.unsaved')}</Text>
              <Group gap="xs">
                <Button variant="default" onClick={() => form.reset()}>
                  {t('settings.discard')}
                </Button>
                <Button type="submit" loading={busy}>
                  {t('common:action.save')}
                </Button>
              </Group>
            </Group>
          </Paper>
        )}
      </form>
    </SettingsFormProvider>
  )
}
