import { ActionIcon, Anchor, Avatar, Skeleton, Text, Tooltip } from '@mantine/core'
import { IconHistory, IconShieldCheckFilled, IconShieldPlus } from '@tabler/icons-react'
import dayjs from 'dayjs'
import { useTranslation } from 'react-i18next'
import { useMay } from '~/app/me'
import type { Person } from '../data/types'
import { endExemption, exempt } from '../data/whitelisting'
import classes from './LongList.module.css'

interface PersonRowProps {
  profileId: string
  person: Person | undefined
  isExempt: boolean
  onHistory: (username: string) => void
}

/** Somebody on a list: who, since when, on the whitelist or not, and their history. */
export function PersonRow({ profileId, person, isExempt, onHistory }: PersonRowProps) {
  const { t } = useTranslation('audience')
  const mayManage = useMay('manage-audience')
  if (!person) return <Skeleton h={20} w="45%" />
  const { username, name_before, since } = person
  const star = isExempt ? t('whitelist.remove', { username }) : t('whitelist.add', { username })
  return (
    <>
      <Avatar name={username} color="initials" size={32} radius="xl" aria-hidden />
      <div className={classes.who}>
        <Anchor
          href={person.url}
          target="_blank"
          rel="noreferrer"
          size="sm"
          fw={600}
          c="inherit"
          truncate
          display="block"
        >
          {username}
        </Anchor>
        {(name_before || since) && (
          <Text size="xs" c="dimmed" truncate>
            {name_before
              ? t('people.before', { name: name_before })
              : t('people.since', { date: dayjs(since).format('LL') })}
          </Text>
        )}
      </div>
      <Tooltip label={t('people.history')}>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t('people.historyOf', { username })}
          onClick={() => onHistory(username)}
        >
          <IconHistory size={18} aria-hidden />
        </ActionIcon>
      </Tooltip>
      {mayManage && (
        <Tooltip label={star}>
          <ActionIcon
            variant={isExempt ? 'light' : 'subtle'}
            color={isExempt ? 'teal' : 'gray'}
            aria-label={star}
            aria-pressed={isExempt}
            onClick={() => (isExempt ? endExemption(profileId, username) : exempt(profileId, username))}
          >
            {isExempt ? <IconShieldCheckFilled size={18} aria-hidden /> : <IconShieldPlus size={18} aria-hidden />}
          </ActionIcon>
        </Tooltip>
      )}
    </>
  )
}
