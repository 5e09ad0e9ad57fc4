import { ActionIcon, Button, Menu } from '@mantine/core'
import {
  IconBrandInstagram,
  IconCalendarOff,
  IconClock,
  IconDots,
  IconEdit,
  IconSend,
  IconTrash,
} from '@tabler/icons-react'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { query, type Schema } from '~/api/client'
import { useMay } from '~/app/me'
import { confirmed } from '~/ui/confirm'
import { failed, told } from '~/ui/toasts'
import { Reschedule } from './Reschedule'

/** What can be done with a post in its state; decisions about a stopped one stand in its alert. */
export function Actions({ post }: { post: Schema<'PostRead'> }) {
  const { t } = useTranslation('posts')
  const may = useMay('manage-posts')
  const navigate = useNavigate()
  const [moving, setMoving] = useState(false)
  const publish = query.useMutation('post', '/api/v1/posts/{post_id}/publish', { onError: failed })
  const cancel = query.useMutation('post', '/api/v1/posts/{post_id}/cancel', { onError: failed })
  const schedule = query.useMutation('post', '/api/v1/posts/{post_id}/schedule', { onError: failed })
  const remove = query.useMutation('delete', '/api/v1/posts/{post_id}', { onError: failed })
  const params = { path: { post_id: post.id } }
  const { status, scheduled_time, time_zone } = post
  const changeable = status === 'draft' || status === 'scheduled' || status === 'late' || status === 'failed'

  async function publishNow() {
    if (!(await confirmed(t('act.publishTitle'), t('act.publishText'), t('act.publish')))) return
    publish.mutate(
      { params: { ...params, query: { wait_seconds: 10 } } },
      { onSuccess: ({ message }) => told(message) },
    )
  }

  function unplan() {
    const again = () => schedule.mutateAsync({ params, body: { scheduled_time: String(scheduled_time), time_zone } })
    cancel.mutate({ params }, { onSuccess: () => told(t('act.cancelled'), scheduled_time ? again : undefined) })
  }

  async function drop() {
    const text = t(status === 'published' ? 'act.deleteLive' : 'act.deleteText')
    if (!(await confirmed(t('act.deleteTitle'), text, t('common:action.delete')))) return
    remove.mutate({ params }, { onSuccess: () => void navigate({ to: '/posts' }).then(() => told(t('act.deleted'))) })
  }

  return (
    <>
      {post.permalink && (
        <Button
          component="a"
          href={post.permalink}
          target="_blank"
          rel="noreferrer"
          variant="default"
          leftSection={<IconBrandInstagram size={16} aria-hidden />}
        >
          {t('act.see')}
        </Button>
      )}
      {may && changeable && (
        <Button
          variant={status === 'draft' || status === 'scheduled' ? 'filled' : 'default'}
          leftSection={<IconEdit size={16} aria-hidden />}
          renderRoot={(props) => <Link to="/compose/$postId" params={{ postId: post.id }} {...props} />}
        >
          {t('common:action.edit')}
        </Button>
      )}
      {may && (
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon variant="default" size={36} aria-label={t('act.more')} loading={publish.isPending}>
              <IconDots size={18} aria-hidden />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {(status === 'draft' || status === 'scheduled') && (
              <>
                <Menu.Item leftSection={<IconSend size={16} aria-hidden />} onClick={() => void publishNow()}>
                  {t('act.publish')}
                </Menu.Item>
                <Menu.Item leftSection={<IconClock size={16} aria-hidden />} onClick={() => setMoving(true)}>
                  {t(status === 'draft' ? 'act.schedule' : 'decide.reschedule')}
                </Menu.Item>
              </>
            )}
            {(status === 'scheduled' || status === 'publishing') && (
              <Menu.Item leftSection={<IconCalendarOff size={16} aria-hidden />} onClick={unplan}>
                {t('act.cancel')}
              </Menu.Item>
            )}
            <Menu.Item color="red" leftSection={<IconTrash size={16} aria-hidden />} onClick={() => void drop()}>
              {t('common:action.delete')}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      )}
      <Reschedule post={post} opened={moving} onClose={() => setMoving(false)} />
    </>
  )
}
