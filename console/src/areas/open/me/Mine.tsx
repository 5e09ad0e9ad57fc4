import { ActionIcon, Badge, Group, Skeleton, Stack, Text } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { query, type Schema } from '~/api/client'
import { confirmed } from '~/ui/confirm'
import { When } from '~/ui/When'
import { Panel } from '../frame/Panel'
import { PostLink } from '../frame/PostLink'
import type { PublicCommunity } from '../frame/PublicFrame'
import { AddPost } from './AddPost'
import { Commenters } from './Commenters'
import classes from './Task.module.css'
import { paramsOf, useOwnRequests, type Who, withdraw } from './useMember'

interface MineProps {
  who: Who
  community: PublicCommunity
  name: string | undefined
}

/** The member's own posts: to add one, to take one back, and who has commented on them. */
export function Mine({ who, community, name }: MineProps) {
  const { t } = useTranslation('open')
  const { data } = useOwnRequests(who)
  const { data: board } = query.useQuery('get', '/api/v1/exchange/public/{slug}/board', { params: paramsOf(who) })
  const week = community.week.name
  const present = data?.items.filter((post) => post.week === week && !post.is_withdrawn) ?? []
  return (
    <>
      <AddPost who={who} used={present.length} allowed={community.requests_per_week} />
      <Panel title={t('mine.title')}>
        {!data && <Skeleton h={120} />}
        {data?.items.length === 0 && <Text size="sm">{t('mine.none')}</Text>}
        <Stack gap={0}>
          {data?.items.map((post) => (
            <Own key={post.id} who={who} post={post} isPresent={post.week === week}>
              {board && name && post.week === board.week && !post.is_withdrawn && (
                <Commenters board={board} number={post.number} owner={name} />
              )}
            </Own>
          ))}
        </Stack>
      </Panel>
    </>
  )
}

interface OwnProps {
  who: Who
  post: Schema<'RequestRead'>
  isPresent: boolean
  children: React.ReactNode
}

function Own({ who, post, isPresent, children }: OwnProps) {
  const { t } = useTranslation('open')
  async function remove() {
    if (!(await confirmed(t('mine.remove'), t('mine.removeText'), t('mine.remove')))) return
    await withdraw(who, post.id, t('mine.removed'))
  }
  return (
    <div className={classes.task}>
      <Group wrap="nowrap" gap="xs">
        <div style={{ flex: 1, minWidth: 0 }}>
          <PostLink
            link={post.instagram_link}
            number={post.number}
            owner={post.week}
            note={<When at={post.requested_at} />}
          />
        </div>
        {isPresent && !post.closed_at && (
          <ActionIcon
            variant="subtle"
            color="gray"
            size={40}
            aria-label={t('mine.removeNumber', { number: post.number })}
            onClick={() => void remove()}
          >
            <IconTrash size={18} aria-hidden />
          </ActionIcon>
        )}
      </Group>
      <div className={classes.more}>
        {post.closed_at && (
          <Badge color="gray" variant="light">
            {post.is_withdrawn ? t('mine.wasRemoved') : t('mine.closed')}
          </Badge>
        )}
        {post.closed_reason && (
          <Text size="xs" c="dimmed">
            {post.closed_reason}
          </Text>
        )}
        {children}
      </div>
    </div>
  )
}
