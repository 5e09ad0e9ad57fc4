import { useSortable } from '@dnd-kit/sortable'
import { CSS } from '@dnd-kit/utilities'
import { ActionIcon, Box, Group, Menu, Switch, Text } from '@mantine/core'
import { IconArrowRight, IconDots, IconGripVertical, IconListDetails, IconTrash } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { query, type Schema } from '~/api/client'
import { confirmed } from '~/ui/confirm'
import { failed, told } from '~/ui/toasts'
import type { Rule } from '../shared/shapes'
import { Figures } from './Figures'
import { refreshRules } from './RuleList'
import classes from './Rules.module.css'
import { actionInWords, triggerInWords } from './words'

interface RuleCardProps {
  rule: Rule
  figures: Schema<'RuleStatistics'> | undefined
  isKnown: boolean
  mayChange: boolean
}

/** One rule in plain words, whether it is on, and what it did lately. */
export function RuleCard({ rule, figures, isKnown, mayChange }: RuleCardProps) {
  const { t } = useTranslation('inbox')
  const { attributes, listeners, setNodeRef, setActivatorNodeRef, transform, transition, isDragging } = useSortable({
    id: rule.id,
    disabled: !mayChange,
  })
  const params = { path: { rule_id: rule.id } }
  const enable = query.useMutation('post', '/api/v1/inbox/automation/rules/{rule_id}/enable')
  const disable = query.useMutation('post', '/api/v1/inbox/automation/rules/{rule_id}/disable')
  const remove = query.useMutation('delete', '/api/v1/inbox/automation/rules/{rule_id}')
  const turn = (on: boolean) => (on ? enable : disable).mutateAsync({ params }).then(refreshRules)
  const toggle = (on: boolean) =>
    void turn(on).then(() => told(t(on ? 'rule.isOn' : 'rule.isOff', { name: rule.name }), () => turn(!on)), failed)
  const drop = async () => {
    if (!(await confirmed(t('rule.delete', { name: rule.name }), t('rule.deleteHint'), t('common:action.delete'))))
      return
    await remove.mutateAsync({ params }).then(refreshRules).catch(failed)
  }
  return (
    <li
      ref={setNodeRef}
      className={classes.rule}
      data-off={!rule.is_enabled}
      data-dragged={isDragging}
      style={{ transform: CSS.Transform.toString(transform), transition }}
    >
      {mayChange && (
        <ActionIcon
          ref={setActivatorNodeRef}
          variant="subtle"
          color="gray"
          style={{ cursor: 'grab', touchAction: 'none' }}
          {...attributes}
          {...listeners}
          aria-label={t('rule.move', { name: rule.name })}
        >
          <IconGripVertical size={18} aria-hidden />
        </ActionIcon>
      )}
      <Box flex={1} miw={0}>
        <Group gap="xs" wrap="nowrap">
          <Text c="dimmed" size="sm" className="tabular">
            {rule.position}
          </Text>
          <Link to="/automation/$ruleId" params={{ ruleId: rule.id }} className={classes.name}>
            {rule.name}
          </Link>
        </Group>
        <Text size="sm" mt={2} style={{ overflowWrap: 'anywhere' }}>
          {triggerInWords(t, rule.trigger)}
        </Text>
        {rule.actions.map((action, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: they have no names, and their order is what counts
          <Group key={`${index} ${action.type}`} gap={4} wrap="nowrap" align="flex-start">
            <IconArrowRight size={14} aria-hidden style={{ flex: 'none', marginTop: 4 }} />
            <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
              {actionInWords(t, action)}
            </Text>
          </Group>
        ))}
        <Figures rule={rule} figures={figures} isKnown={isKnown} />
      </Box>
      <Group gap={4} wrap="nowrap">
        <Switch
          checked={rule.is_enabled}
          disabled={!mayChange || enable.isPending || disable.isPending}
          aria-label={t('rule.on', { name: rule.name })}
          onLabel={t('rule.onShort')}
          offLabel={t('rule.offShort')}
          size="md"
          onChange={(event) => toggle(event.currentTarget.checked)}
        />
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon variant="subtle" color="gray" aria-label={t('rule.more', { name: rule.name })}>
              <IconDots size={18} aria-hidden />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item
              leftSection={<IconListDetails size={16} aria-hidden />}
              renderRoot={(props) => (
                <Link to="/automation/log" search={{ rule: rule.id, account: rule.account_id }} {...props} />
              )}
            >
              {t('rule.itsLog')}
            </Menu.Item>
            {mayChange && (
              <Menu.Item color="red" leftSection={<IconTrash size={16} aria-hidden />} onClick={() => void drop()}>
                {t('common:action.delete')}
              </Menu.Item>
            )}
          </Menu.Dropdown>
        </Menu>
      </Group>
    </li>
  )
}
