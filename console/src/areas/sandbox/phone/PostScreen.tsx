import { Avatar, Badge, Group, Skeleton, Stack, Text, UnstyledButton } from '@mantine/core'
import { IconHeart, IconMessageCircle, IconX } from '@tabler/icons-react'
import dayjs from 'dayjs'
import { useContext, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { counted } from '~/ui/numbers'
import { fileOf, isVideo, pictureOf, threads } from '../data/media'
import type { SandboxComment } from '../data/types'
import { SandboxAddress, useComments, useDo, usePublished } from '../data/useSandboxData'
import { useSandboxSearch, useStage } from '../stage'
import classes from './Phone.module.css'
import { TopLine } from './TopLine'
import { WriteLine } from './WriteLine'

/** One publication with its comments, and a line to comment as the person. */
export function PostScreen() {
  const { t } = useTranslation('sandbox')
  const base = useContext(SandboxAddress)
  const { account, person } = useStage()
  const { media: id } = useSandboxSearch()
  const post = usePublished(account.username).media?.find((one) => one.id === id)
  const comments = useComments(id).data?.comments
  const [answered, setAnswered] = useState<SandboxComment | null>(null)
  const perform = useDo()

  async function comment(text: string) {
    const parent = answered && { parent_id: answered.parent_id ?? answered.id }
    const act = { act: 'comment', account: account.username, person, media_id: id, text, ...parent }
    const done = await perform('POST', 'acts', act)
    if (done) setAnswered(null)
    return done
  }

  if (!post) return <Skeleton flex={1} radius={0} />
  return (
    <>
      <TopLine hint={dayjs(post.published_at).format('LL')} />
      <div className={classes.screen}>
        {isVideo(post) ? (
          <video
            className={classes.full}
            src={fileOf(post)}
            poster={pictureOf(base, post)}
            controls
            muted
            playsInline
          />
        ) : (
          <img className={classes.full} src={fileOf(post)} alt={t('phone.picture')} />
        )}
        <Stack gap="sm" p="sm">
          <Group gap="md">
            <Group gap={4}>
              <IconHeart size={20} aria-hidden />
              <Text size="sm">{t('phone.likes', { count: post.like_count, shown: counted(post.like_count) })}</Text>
            </Group>
            <Group gap={4}>
              <IconMessageCircle size={20} aria-hidden />
              <Text size="sm">{t('phone.comments', { count: comments?.length ?? 0 })}</Text>
            </Group>
          </Group>
          <Text size="sm" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
            <b>{account.username}</b> {post.parameters.caption}
          </Text>
          <Stack gap="sm" component="ul" m={0} p={0} style={{ listStyle: 'none' }} aria-label={t('phone.commentList')}>
            {threads(comments ?? []).map(({ comment, replies }) => (
              <Stack key={comment.id} component="li" gap={8}>
                <Line comment={comment} onAnswer={setAnswered} />
                {replies.map((reply) => (
                  <div key={reply.id} style={{ paddingLeft: 36 }}>
                    <Line comment={reply} onAnswer={setAnswered} />
                  </div>
                ))}
              </Stack>
            ))}
          </Stack>
        </Stack>
      </div>
      {answered && (
        <Group justify="space-between" px="sm" pt={6} wrap="nowrap">
          <Text size="xs" c="dimmed" truncate>
            {t('phone.answering', { name: answered.username })}
          </Text>
          <UnstyledButton aria-label={t('common:action.cancel')} onClick={() => setAnswered(null)}>
            <IconX size={16} aria-hidden />
          </UnstyledButton>
        </Group>
      )}
      <WriteLine label={t('phone.writeComment', { person })} onSend={comment} />
    </>
  )
}

function Line({ comment, onAnswer }: { comment: SandboxComment; onAnswer: (comment: SandboxComment) => void }) {
  const { t } = useTranslation('sandbox')
  const { account } = useStage()
  const isOurs = comment.username === account.username
  return (
    <Group wrap="nowrap" align="flex-start" gap={8}>
      <Avatar
        src={isOurs ? account.profile_picture_url : undefined}
        name={comment.username}
        color="initials"
        size={28}
        radius="xl"
        aria-hidden
      />
      <div style={{ minWidth: 0, opacity: comment.hidden ? 0.7 : 1 }}>
        <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
          <b>{comment.username}</b> {isOurs && <Badge size="xs">{t('phone.account')}</Badge>} {comment.text}
        </Text>
        <Group gap={10}>
          {comment.hidden && (
            <Text size="xs" c="dimmed">
              {t('phone.hidden')}
            </Text>
          )}
          <UnstyledButton fz="xs" c="dimmed" fw={600} onClick={() => onAnswer(comment)}>
            {t('phone.answer')}
          </UnstyledButton>
        </Group>
      </div>
    </Group>
  )
}
