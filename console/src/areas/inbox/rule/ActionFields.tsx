import { ActionIcon, Button, Group, Menu, Stack, Text } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconPlayerPlay, IconPlus, IconTrash } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Action, RuleContent } from '../shared/shapes'
import { ActionField } from './ActionField'
import { actionOf, actionsFor } from './content'
import classes from './Rule.module.css'
import { StepTitle } from './StepTitle'

/** Then: what the rule does, in this order. */
export function ActionFields({ rule, onChange }: { rule: RuleContent; onChange: (actions: Action[]) => void }) {
  const { t } = useTranslation('inbox')
  const { actions } = rule
  const swap = (a: number, b: number) => {
    const next = [...actions]
    const [one, other] = [next[a], next[b]]
    if (one && other) onChange(Object.assign(next, { [a]: other, [b]: one }))
  }
  return (
    <>
      <StepTitle icon={IconPlayerPlay} title={t('rule.then')} />
      <Stack gap="sm">
        {actions.map((action, index) => {
          const name = t(`rule.action.${action.type}`)
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: actions have no names, and their order is what counts
            <div key={`${index} ${action.type}`} className={classes.action}>
              <Group gap={2} mb="xs" wrap="nowrap">
                <Text size="sm" fw={600} flex={1}>
                  {name}
                </Text>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  size="sm"
                  disabled={index === 0}
                  aria-label={t('rule.actionUp', { name })}
                  onClick={() => swap(index, index - 1)}
                >
                  <IconArrowUp size={14} aria-hidden />
                </ActionIcon>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  size="sm"
                  disabled={index === actions.length - 1}
                  aria-label={t('rule.actionDown', { name })}
                  onClick={() => swap(index, index + 1)}
                >
                  <IconArrowDown size={14} aria-hidden />
                </ActionIcon>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  size="sm"
                  disabled={actions.length === 1}
                  aria-label={t('rule.removeAction', { name })}
                  onClick={() => onChange(actions.filter((_, at) => at !== index))}
                >
                  <IconTrash size={14} aria-hidden />
                </ActionIcon>
              </Group>
              <ActionField
                action={action}
                isOfComments={rule.trigger.type === 'comment_keyword'}
                onChange={(next) => onChange(actions.map((one, at) => (at === index ? next : one)))}
              />
            </div>
          )
        })}
        <Menu position="bottom-start">
          <Menu.Target>
            <Button size="xs" variant="default" leftSection={<IconPlus size={14} aria-hidden />} w="fit-content">
              {t('rule.addAction')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {actionsFor(rule.trigger).map((type) => (
              <Menu.Item key={type} onClick={() => onChange([...actions, actionOf(type)])}>
                {t(`rule.action.${type}`)}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      </Stack>
    </>
  )
}
