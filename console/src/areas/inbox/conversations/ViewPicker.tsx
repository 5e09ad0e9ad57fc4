import { Badge, Button, Group, Menu, Text, VisuallyHidden } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { query } from '~/api/client'
import { compact } from '~/ui/numbers'
import { VIEWS, type View } from '../search'

interface ViewPickerProps {
  view: View
  account: string | undefined
  onChange: (view: View | undefined) => void
}

/** The views, each with how much waits in it, where that is counted. */
export function ViewPicker({ view, account, onChange }: ViewPickerProps) {
  const { t } = useTranslation('inbox')
  const waits = query.useQuery('get', '/api/v1/inbox/summary', { params: { query: { account_id: account } } }).data
  const counts: Partial<Record<View, number>> = waits
    ? {
        open: waits.open,
        unassigned: waits.unassigned,
        unread: waits.unread,
        closing: waits.closing_soon,
        failed: waits.failed,
      }
    : {}
  const count = counts[view]
  return (
    <Group gap={6}>
      <Menu position="bottom-start" width={230}>
        <Menu.Target>
          <Button variant="default" size="compact-sm" rightSection={<IconChevronDown size={14} aria-hidden />}>
            <VisuallyHidden>{t('view.shown')}&nbsp;</VisuallyHidden>
            {t(`view.${view}`)}
            {count !== undefined && (
              <Text span c="dimmed" size="sm" ml={6} className="tabular">
                {compact(count)}
              </Text>
            )}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {VIEWS.map((name) => (
            <Menu.Item
              key={name}
              fw={name === view ? 700 : undefined}
              aria-current={name === view}
              rightSection={<Count of={counts[name]} isAlarm={name === 'failed' || name === 'closing'} />}
              onClick={() => onChange(name === 'open' ? undefined : name)}
            >
              {t(`view.${name}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {(['closing', 'failed'] as const)
        .filter((name) => name !== view && (counts[name] ?? 0) > 0)
        .map((name) => (
          <Button key={name} size="compact-sm" variant="light" color="red" onClick={() => onChange(name)}>
            {t(`view.${name}`)} {compact(counts[name])}
          </Button>
        ))}
    </Group>
  )
}

function Count({ of, isAlarm }: { of: number | undefined; isAlarm: boolean }) {
  if (!of) return null
  return (
    <Badge size="sm" variant="light" color={isAlarm ? 'red' : 'gray'} className="tabular">
      {compact(of)}
    </Badge>
  )
}
