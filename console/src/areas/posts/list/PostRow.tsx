import { Checkbox, Group, Stack, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Schema } from '~/api/client'
import { StatusBadge } from '~/ui/StatusBadge'
import { When } from '~/ui/When'
import { Thumb } from '../shared/Thumb'
import classes from './PostRow.module.css'

interface RowProps {
  post: Schema<'PostRead'>
  username: string | undefined
  chosen: boolean
  onChoose?: (chosen: boolean) => void
}

/** One post of the list: what it is, where it goes, how it stands and since or until when. */
export function PostRow({ post, username, chosen, onChoose }: RowProps) {
  const { t } = useTranslation('posts')
  const trouble = post.failure_reason ?? post.waiting_reason
  const name = post.caption || t('list.noCaption')
  const at = post.published_at ?? post.scheduled_time
  return (
    <li className={classes.row} data-chosen={chosen || undefined}>
      {onChoose && (
        <Checkbox
          aria-label={t('list.choose', { name })}
          checked={chosen}
          onChange={(event) => onChoose(event.currentTarget.checked)}
        />
      )}
      <Link to="/posts/$postId" params={{ postId: post.id }} className={classes.link}>
        <Thumb post={post} />
        <Stack gap={2} className={classes.words}>
          <Text fw={550} lineClamp={1}>
            {name}
          </Text>
          <Group gap={8} c="dimmed" fz="sm">
            <span>{t(`common:type.${post.post_type}`)}</span>
            {username && <span>@{username}</span>}
            {at ? <When at={at} /> : <span>{t('list.noTime')}</span>}
          </Group>
          {trouble && (
            <Group gap={6} wrap="nowrap" align="flex-start" fz="sm">
              <IconAlertTriangle size={16} aria-hidden style={{ flexShrink: 0, marginTop: 2 }} />
              <Text size="sm" lineClamp={2}>
                {trouble}
              </Text>
            </Group>
          )}
        </Stack>
        <StatusBadge status={post.status} />
      </Link>
    </li>
  )
}
