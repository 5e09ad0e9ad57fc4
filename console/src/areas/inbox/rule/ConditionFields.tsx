import { ActionIcon, Button, Group, Menu, MultiSelect, Select, Stack, TagsInput, Text } from '@mantine/core'
import { IconFilter, IconPlus, IconX } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { query } from '~/api/client'
import type { Conditions } from '../shared/shapes'
import { NO_CONDITIONS, officeHours } from './content'
import { HoursFields } from './HoursFields'
import { StepTitle } from './StepTitle'

const NAMES = [
  'has_labels',
  'lacks_labels',
  'follows_account',
  'window_open',
  'statuses',
  'is_assigned',
  'within_hours',
  'taken_over',
] as const
type Name = (typeof NAMES)[number]

interface ConditionFieldsProps {
  conditions: Conditions
  onChange: (conditions: Conditions) => void
}

/** If: what must hold besides; only the conditions that are asked for are shown. */
export function ConditionFields({ conditions, onChange }: ConditionFieldsProps) {
  const { t } = useTranslation('inbox')
  const [added, setAdded] = useState<Name[]>([])
  const shown = NAMES.filter((name) => added.includes(name) || isSet(conditions[name]))
  const add = (name: Name) => {
    setAdded((now) => [...now, name])
    if (name === 'within_hours') onChange({ ...conditions, within_hours: officeHours() })
    if (name in YES_NO) onChange({ ...conditions, [name]: true })
  }
  const remove = (name: Name) => {
    setAdded((now) => now.filter((one) => one !== name))
    onChange({ ...conditions, [name]: NO_CONDITIONS[name] ?? null })
  }
  const left = NAMES.filter((name) => !shown.includes(name))
  return (
    <>
      <StepTitle icon={IconFilter} title={t('rule.if')} hint={shown.length > 0 ? t('rule.ifAll') : t('rule.ifNone')} />
      <Stack gap="sm">
        {shown.map((name) => (
          <Condition key={name} name={t(`rule.condition.${name}`)} onRemove={() => remove(name)}>
            <Field name={name} conditions={conditions} onChange={onChange} />
          </Condition>
        ))}
        {left.length > 0 && (
          <Menu position="bottom-start">
            <Menu.Target>
              <Button size="xs" variant="default" leftSection={<IconPlus size={14} aria-hidden />} w="fit-content">
                {t('rule.addCondition')}
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              {left.map((name) => (
                <Menu.Item key={name} onClick={() => add(name)}>
                  {t(`rule.condition.${name}`)}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        )}
      </Stack>
    </>
  )
}

const YES_NO = { follows_account: true, window_open: true, is_assigned: true, taken_over: true }

function isSet(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : value !== null && value !== undefined
}

function Condition({ name, onRemove, children }: { name: string; onRemove: () => void; children: ReactNode }) {
  const { t } = useTranslation('inbox')
  return (
    <div>
      <Group justify="space-between" mb={4} wrap="nowrap">
        <Text size="sm" fw={500}>
          {name}
        </Text>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="sm"
          aria-label={t('rule.removeCondition', { name })}
          onClick={onRemove}
        >
          <IconX size={14} aria-hidden />
        </ActionIcon>
      </Group>
      {children}
    </div>
  )
}

function Field({ name, conditions, onChange }: { name: Name } & ConditionFieldsProps) {
  const { t } = useTranslation('inbox')
  const labels = query.useQuery('get', '/api/v1/inbox/labels', {}).data ?? []
  const words = t(`rule.condition.${name}`)
  if (name === 'has_labels' || name === 'lacks_labels') {
    return (
      <TagsInput
        aria-label={words}
        data={labels.map((label) => label.name)}
        value={conditions[name] ?? []}
        onChange={(value) => onChange({ ...conditions, [name]: value })}
      />
    )
  }
  if (name === 'statuses') {
    return (
      <MultiSelect
        aria-label={words}
        data={(['open', 'waiting', 'snoozed', 'closed'] as const).map((status) => ({
          value: status,
          label: t(`view.${status}`),
        }))}
        value={conditions.statuses ?? []}
        onChange={(value) => onChange({ ...conditions, statuses: value as Conditions['statuses'] })}
      />
    )
  }
  if (name === 'within_hours') {
    return (
      <HoursFields
        hours={conditions.within_hours ?? officeHours()}
        onChange={(hours) => onChange({ ...conditions, within_hours: hours })}
      />
    )
  }
  return (
    <Select
      aria-label={words}
      data={[
        { value: 'yes', label: t('person.yes') },
        { value: 'no', label: t('person.no') },
      ]}
      value={conditions[name] ? 'yes' : 'no'}
      allowDeselect={false}
      maw={160}
      onChange={(value) => onChange({ ...conditions, [name]: value === 'yes' })}
    />
  )
}
