import { ActionIcon, Button, Group, SegmentedControl, Select, Text } from '@mantine/core'
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import dayjs from 'dayjs'
import { useTranslation } from 'react-i18next'
import { query } from '~/api/client'
import { useAccounts } from '~/app/me'
import { shownDays, stepped } from '../data/clock'
import { type CalendarSearch, VIEWS, type View } from '../search'

interface BarProps {
  search: CalendarSearch
  view: View
  date: string
  zones: string[]
  onChange: (chosen: CalendarSearch) => void
}

/** Where in time one looks, whose clock is shown, and what is filtered. */
export function Bar({ search, view, date, zones, onChange }: BarProps) {
  const { t } = useTranslation('calendar')
  const { accounts } = useAccounts()
  const { data: campaigns } = query.useQuery('get', '/api/v1/campaigns', { params: { query: { limit: 100 } } })
  const mine = dayjs.tz.guess()
  return (
    <Group justify="space-between" gap="sm">
      <Group gap={6}>
        <Button variant="default" onClick={() => onChange({ date: undefined })}>
          {t('grid.labels.today')}
        </Button>
        <ActionIcon
          variant="subtle"
          size={36}
          aria-label={t('grid.labels.previous')}
          onClick={() => onChange({ date: stepped(view, date, -1) })}
        >
          <IconChevronLeft size={18} aria-hidden />
        </ActionIcon>
        <ActionIcon
          variant="subtle"
          size={36}
          aria-label={t('grid.labels.next')}
          onClick={() => onChange({ date: stepped(view, date, 1) })}
        >
          <IconChevronRight size={18} aria-hidden />
        </ActionIcon>
        <Text fw={650} size="lg" aria-live="polite">
          {spanOf(view, date)}
        </Text>
      </Group>
      <SegmentedControl
        aria-label={t('bar.view')}
        value={view}
        onChange={(value) => onChange({ view: VIEWS.find((one) => one === value) })}
        data={VIEWS.map((value) => ({ value, label: t(`bar.${value}`) }))}
      />
      <Group gap="xs" w="100%">
        {accounts.length > 1 && (
          <Select
            aria-label={t('common:account.choose')}
            placeholder={t('common:account.all')}
            data={accounts.map(({ id, username }) => ({ value: id, label: `@${username}` }))}
            value={search.account ?? null}
            onChange={(account) => onChange({ account: account ?? undefined })}
            clearable
            w={190}
          />
        )}
        {(campaigns?.campaigns.length ?? 0) > 0 && (
          <Select
            aria-label={t('bar.campaign')}
            placeholder={t('bar.anyCampaign')}
            data={campaigns?.campaigns.map(({ id, name }) => ({ value: id, label: name }))}
            value={search.campaign ?? null}
            onChange={(campaign) => onChange({ campaign: campaign ?? undefined })}
            clearable
            w={190}
          />
        )}
        <Select
          aria-label={t('bar.clock')}
          data={[
            { value: mine, label: t('bar.mine', { zone: mine }) },
            ...zones.filter((zone) => zone !== mine).map((zone) => ({ value: zone, label: zone })),
          ]}
          value={search.zone ?? mine}
          onChange={(zone) => onChange({ zone: zone === mine ? undefined : (zone ?? undefined) })}
          allowDeselect={false}
          searchable
          w={250}
        />
      </Group>
    </Group>
  )
}

function spanOf(view: View, date: string): string {
  if (view === 'month') return dayjs(date).format('MMMM YYYY')
  if (view === 'day') return dayjs(date).format('LL')
  const [first, last] = shownDays(view, date)
  const words = new Intl.DateTimeFormat(document.documentElement.lang, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
  })
  return words.formatRange(dayjs(first).toDate(), dayjs(last).subtract(1, 'day').toDate())
}
