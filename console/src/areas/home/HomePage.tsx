import { Grid, Stack } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useAccounts, useMe } from '~/app/me'
import { Page } from '~/ui/Page'
import { PageSkeleton } from '~/ui/PageSkeleton'
import { AccountHealth } from './AccountHealth'
import { Checklist } from './Checklist'
import { Figures } from './Figures'
import { NeedsMe } from './NeedsMe'
import { NextPost } from './NextPost'

export function HomePage() {
  const { t } = useTranslation('home')
  const { data: me } = useMe()
  const { accounts, isPending } = useAccounts()
  const connected = accounts.filter(({ status }) => status !== 'disconnected')
  if (isPending) return <PageSkeleton />
  const name = me?.full_name?.split(' ')[0]
  return (
    <Page title={name ? t('helloName', { name }) : t('hello')} lead={t('lead')}>
      <Checklist connected={connected.length > 0} />
      {connected.length > 0 && (
        <Grid>
          <Grid.Col span={{ base: 12, md: 7 }}>
            <Stack>
              <NeedsMe accounts={connected} />
              <Figures />
            </Stack>
          </Grid.Col>
          <Grid.Col span={{ base: 12, md: 5 }}>
            <Stack>
              <NextPost />
              <AccountHealth accounts={connected} />
            </Stack>
          </Grid.Col>
        </Grid>
      )}
    </Page>
  )
}
