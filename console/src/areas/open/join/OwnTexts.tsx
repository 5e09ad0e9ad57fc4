import { Badge, Button, Group, Stack, Text } from '@mantine/core'
import { IconCheck, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, query, type Schema } from '~/api/client'
import { failed, told } from '~/ui/toasts'
import { Panel } from '../frame/Panel'
import { PostLink } from '../frame/PostLink'
import taskClasses from '../me/Task.module.css'
import { lookAgain } from '../me/useMember'

type OwnText = Schema<'autogram__exchange__commenting__schemas__CommentRead'>

/** What would be written with the producer's account: to let it go out, or not. */
export function OwnTexts({ slug, secret }: { slug: string; secret: string }) {
  const { t } = useTranslation('open')
  const params = { path: { slug }, header: { 'X-Link-Secret': secret } }
  const { data } = query.useQuery('get', '/api/v1/exchange/public/{slug}/producers/me/comments', {
    params: { ...params, query: { limit: 50 } },
  })
  const texts = data?.items ?? []
  return (
    <Panel title={t('texts.title')} lead={t('texts.lead')}>
      {data && texts.length === 0 && <Text size="sm">{t('texts.none')}</Text>}
      <Stack gap={0}>
        {texts.map((text) => (
          <One key={text.id} text={text} slug={slug} secret={secret} />
        ))}
      </Stack>
    </Panel>
  )
}

function One({ text, slug, secret }: { text: OwnText; slug: string; secret: string }) {
  const { t } = useTranslation('open')
  const [busy, setBusy] = useState(false)
  async function decide(how: 'approve' | 'reject') {
    setBusy(true)
    try {
      await api.POST(`/api/v1/exchange/public/{slug}/producers/me/comments/{comment_id}/${how}`, {
        params: { path: { slug, comment_id: text.id }, header: { 'X-Link-Secret': secret } },
      })
      await lookAgain()
      told(t(`texts.${how}Done`))
    } catch (problem) {
      failed(problem)
    } finally {
      setBusy(false)
    }
  }
  return (
    <div className={taskClasses.task}>
      <Text fw={600} style={{ overflowWrap: 'anywhere' }}>
        {text.text}
      </Text>
      <PostLink link={text.instagram_link} owner={`@${text.consumer}`} note={text.caption} />
      {text.status === 'waiting' ? (
        <Group grow gap="xs">
          <Button
            variant="default"
            disabled={busy}
            leftSection={<IconX size={16} aria-hidden />}
            onClick={() => void decide('reject')}
          >
            {t('texts.reject')}
          </Button>
          <Button
            variant="light"
            disabled={busy}
            leftSection={<IconCheck size={16} aria-hidden />}
            onClick={() => void decide('approve')}
          >
            {t('texts.approve')}
          </Button>
        </Group>
      ) : (
        <Badge variant="light" color={text.status === 'posted' ? 'teal' : 'gray'}>
          {t(`comment.${text.status}`)}
        </Badge>
      )}
    </div>
  )
}
