import { Button, SegmentedControl, Select, Stack } from '@mantine/core'
import { DatePickerInput } from '@mantine/dates'
import '@mantine/dates/styles.css'
import { modals } from '@mantine/modals'
import dayjs from 'dayjs'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { query, type Schema } from '~/api/client'
import { useAccounts } from '~/app/me'
import { failed } from '~/ui/toasts'

const ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone
const day = (back: number) => dayjs().subtract(back, 'day').format('YYYY-MM-DD')

export function NewReport({ onMade }: { onMade: () => void }) {
  const { t } = useTranslation('analytics')
  const { accounts } = useAccounts()
  const [account, setAccount] = useState<string | null>(null)
  const [days, setDays] = useState<[string | null, string | null]>([day(30), day(1)])
  const [format, setFormat] = useState<Schema<'ReportFormat'>>('pdf')
  const make = query.useMutation('post', '/api/v1/analytics/reports', {
    onSuccess: () => {
      modals.closeAll()
      onMade()
    },
    onError: failed,
  })
  const chosen = account ?? accounts[0]?.id ?? null
  const [first_day, last_day] = days
  function submit(event: FormEvent) {
    event.preventDefault()
    if (!first_day || !last_day) return
    make.mutate({ body: { account_id: chosen, first_day, last_day, format, time_zone: ZONE } })
  }
  return (
    <form onSubmit={submit}>
      <Stack>
        <Select
          label={t('common:account.choose')}
          allowDeselect={false}
          data={accounts.map(({ id, username }) => ({ value: id, label: `@${username}` }))}
          value={chosen}
          onChange={setAccount}
        />
        <DatePickerInput
          type="range"
          label={t('reports.days')}
          maxDate={day(0)}
          value={days}
          onChange={setDays}
          valueFormat="D MMM YYYY"
        />
        <SegmentedControl
          aria-label={t('reports.format')}
          data={[
            { value: 'pdf', label: t('reports.pdf') },
            { value: 'csv', label: t('reports.csv') },
          ]}
          value={format}
          onChange={(value) => setFormat(value as Schema<'ReportFormat'>)}
        />
        <Button type="submit" loading={make.isPending} disabled={!first_day || !last_day || !chosen}>
          {t('reports.make')}
        </Button>
      </Stack>
    </form>
  )
}
