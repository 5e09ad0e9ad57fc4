import { List, Text } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { counted } from '~/ui/numbers'
import type { SnapshotList } from '../data/types'

/** Whether a list is whole, in words; if not, why, and that nothing is concluded from it. */
export function Completeness({ list }: { list: SnapshotList }) {
  const { t } = useTranslation('audience')
  const Sign = list.is_complete ? IconCircleCheck : IconAlertTriangle
  const numbers = { count: list.count, shown: counted(list.count), expected: counted(list.expected) }
  return (
    <div>
      <Text size="sm">
        <Sign
          size={16}
          aria-hidden
          color={`var(--mantine-color-${list.is_complete ? 'teal' : 'orange'}-text)`}
          style={{ verticalAlign: '-3px', marginRight: 6 }}
        />
        <b>{t(`list.${list.kind}`, list.kind)}</b>:{' '}
        {t(
          list.is_complete
            ? list.expected === null
              ? 'complete.yes'
              : 'complete.counted'
            : list.expected === null
              ? 'complete.no'
              : 'complete.short',
          numbers,
        )}
      </Text>
      {list.reasons.length > 0 && (
        <List size="sm" c="dimmed" ml="lg">
          {list.reasons.map((reason) => (
            <List.Item key={reason}>{reason}</List.Item>
          ))}
        </List>
      )}
    </div>
  )
}
