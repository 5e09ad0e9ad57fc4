import { Alert, Button, Group, Text } from '@mantine/core'
import { IconAlertTriangle, IconClock, IconQuestionMark } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { query, type Schema } from '~/api/client'
import { useMay } from '~/app/me'
import { confirmed } from '~/ui/confirm'
import { failed, told } from '~/ui/toasts'
import { exactly } from '~/ui/When'
import { Reschedule } from './Reschedule'

type Post = Schema<'PostRead'>
type Decision = Schema<'PostDecision'>['decision']

const SIGNS = {
  late: { icon: IconClock, color: 'orange' },
  failed: { icon: IconAlertTriangle, color: 'red' },
  unconfirmed: { icon: IconQuestionMark, color: 'yellow' },
}

/** What stopped a post, in plain words, and what a person can decide about it. */
export function Decide({ post }: { post: Post }) {
  const { t } = useTranslation('posts')
  const may = useMay('manage-posts')
  const [moving, setMoving] = useState(false)
  const decide = query.useMutation('post', '/api/v1/posts/{post_id}/decision', { onError: failed })
  const { status } = post
  if (status !== 'late' && status !== 'failed' && status !== 'unconfirmed') return null
  const { icon: Glyph, color } = SIGNS[status]

  async function say(decision: Decision) {
    if (status === 'unconfirmed' && decision === 'publish_now') {
      if (!(await confirmed(t('decide.twiceTitle'), t('decide.twice'), t('decide.publish_now')))) return
    }
    decide.mutate(
      { params: { path: { post_id: post.id } }, body: { decision } },
      { onSuccess: () => told(t(`decide.done.${decision}`)) },
    )
  }

  const deciding = decide.isPending ? decide.variables.body.decision : null
  return (
    <Alert color={color} icon={<Glyph aria-hidden />} title={t(`decide.${status}.title`)}>
      <Text size="sm">
        {t(`decide.${status}.text`, { time: post.scheduled_time ? exactly(post.scheduled_time) : '–' })}
      </Text>
      {(post.failure_reason ?? post.waiting_reason) && (
        <Text size="sm" fw={600} mt={6}>
          {post.failure_reason ?? post.waiting_reason}
        </Text>
      )}
      {may && (
        <Group gap="xs" mt="sm">
          <Button loading={deciding === 'publish_now'} onClick={() => void say('publish_now')}>
            {t('decide.publish_now')}
          </Button>
          <Button variant="default" onClick={() => setMoving(true)}>
            {t('decide.reschedule')}
          </Button>
          {status === 'unconfirmed' && (
            <Button variant="default" loading={deciding === 'it_is_live'} onClick={() => void say('it_is_live')}>
              {t('decide.it_is_live')}
            </Button>
          )}
          <Button variant="default" loading={deciding === 'drop'} onClick={() => void say('drop')}>
            {t('decide.drop')}
          </Button>
        </Group>
      )}
      <Reschedule post={post} opened={moving} onClose={() => setMoving(false)} />
    </Alert>
  )
}
