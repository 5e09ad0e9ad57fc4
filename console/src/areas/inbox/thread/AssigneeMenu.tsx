import { ActionIcon, Avatar, Menu, Tooltip } from '@mantine/core'
import { IconCheck, IconUser, IconUserOff, IconUserPlus } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Conversation } from '../shared/shapes'
import { useTeam } from '../shared/team'
import { useChange } from './useChange'

/** Whose conversation it is. */
export function AssigneeMenu({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation('inbox')
  const { team, me, nameOf } = useTeam()
  const change = useChange(conversation)
  const holder = nameOf(conversation.assignee_id)
  const give = (to: string | null) =>
    void change.apply({ assignee_id: to }, to ? t('assignee.given', { name: nameOf(to) }) : t('assignee.freed'), {
      assignee_id: conversation.assignee_id,
    })
  const words = t('assignee.label', { name: holder ?? t('assignee.nobody') })
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <Tooltip label={words}>
          <ActionIcon variant="default" size={30} loading={change.isPending} aria-label={words}>
            {holder ? (
              <Avatar name={holder} color="initials" size={22} alt="" aria-hidden />
            ) : (
              <IconUser size={16} aria-hidden />
            )}
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        {me && conversation.assignee_id !== me && (
          <Menu.Item leftSection={<IconUserPlus size={16} aria-hidden />} onClick={() => give(me)}>
            {t('assignee.me')}
          </Menu.Item>
        )}
        {team
          .filter((one) => one.id !== me || conversation.assignee_id === me)
          .map((one) => (
            <Menu.Item
              key={one.id}
              aria-current={one.id === conversation.assignee_id}
              rightSection={one.id === conversation.assignee_id && <IconCheck size={14} aria-hidden />}
              onClick={() => give(one.id)}
            >
              {one.name}
            </Menu.Item>
          ))}
        {conversation.assignee_id && (
          <Menu.Item leftSection={<IconUserOff size={16} aria-hidden />} onClick={() => give(null)}>
            {t('assignee.free')}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}
