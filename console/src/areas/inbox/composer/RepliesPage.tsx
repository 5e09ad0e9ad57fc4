import { ActionIcon, Anchor, Button, Card, Group, Skeleton, Stack, Text } from '@mantine/core'
import { modals } from '@mantine/modals'
import { IconArrowLeft, IconBolt, IconPencil, IconPlus, IconTrash } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { query } from '~/api/client'
import { useMay } from '~/app/me'
import { Empty } from '~/ui/Empty'
import { Fault } from '~/ui/Fault'
import { Page } from '~/ui/Page'
import { failed, told } from '~/ui/toasts'
import type { CannedReply } from '../shared/shapes'
import { CannedReplyForm } from './CannedReplyForm'

/** Texts that are often needed, for "/" in the composer. */
export function RepliesPage() {
  const { t } = useTranslation('inbox')
  const may = useMay('send-messages')
  const found = query.useQuery('get', '/api/v1/inbox/canned-replies', {})
  const create = query.useMutation('post', '/api/v1/inbox/canned-replies')
  const remove = query.useMutation('delete', '/api/v1/inbox/canned-replies/{reply_id}')
  const edit = (reply: CannedReply | undefined) => {
    const id = modals.open({
      title: t(reply ? 'replies.edit' : 'replies.new'),
      children: (
        <CannedReplyForm
          reply={reply}
          onDone={() => {
            modals.close(id)
            void found.refetch()
          }}
        />
      ),
    })
  }
  const drop = (reply: CannedReply) =>
    remove.mutateAsync({ params: { path: { reply_id: reply.id } } }).then(() => {
      void found.refetch()
      const { shortcut, text, media_id } = reply
      told(t('replies.deleted', { shortcut }), () =>
        create.mutateAsync({ body: { shortcut, text, media_id } }).then(() => found.refetch()),
      )
    }, failed)
  const begin = may && (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => edit(undefined)}>
      {t('replies.new')}
    </Button>
  )
  return (
    <Page
      title={t('replies.title')}
      lead={
        <Anchor size="sm" renderRoot={(props) => <Link to="/inbox" {...props} />}>
          <IconArrowLeft size={14} aria-hidden style={{ verticalAlign: -2 }} /> {t('events.back')}
        </Anchor>
      }
      actions={found.data && found.data.length > 0 && begin}
    >
      {found.isPending && <Skeleton h={120} radius="lg" />}
      {found.isError && <Fault error={found.error} onRetry={() => void found.refetch()} />}
      {found.data?.length === 0 && (
        <Empty icon={IconBolt} title={t('replies.none')} text={t('replies.noneHint')}>
          {begin}
        </Empty>
      )}
      <Stack gap="sm" component="ul" m={0} p={0} style={{ listStyle: 'none' }}>
        {found.data?.map((reply) => (
          <Card key={reply.id} component="li" padding="md">
            <Group justify="space-between" wrap="nowrap" align="flex-start">
              <div style={{ minWidth: 0 }}>
                <Text fw={600} ff="monospace">
                  /{reply.shortcut}
                </Text>
                <Text size="sm" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
                  {reply.text}
                </Text>
              </div>
              {may && (
                <Group gap={2} wrap="nowrap">
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    aria-label={t('replies.editOne', { shortcut: reply.shortcut })}
                    onClick={() => edit(reply)}
                  >
                    <IconPencil size={16} aria-hidden />
                  </ActionIcon>
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    aria-label={t('replies.deleteOne', { shortcut: reply.shortcut })}
                    onClick={() => void drop(reply)}
                  >
                    <IconTrash size={16} aria-hidden />
                  </ActionIcon>
                </Group>
              )}
            </Group>
          </Card>
        ))}
      </Stack>
    </Page>
  )
}
