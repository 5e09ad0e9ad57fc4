import { Button, Skeleton, Stack, Text } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { api, query } from '~/api/client'
import { confirmed } from '~/ui/confirm'
import { failed, told } from '~/ui/toasts'
import { Panel } from '../frame/Panel'
import { lookAgain } from '../me/useMember'
import { KeepLink } from './KeepLink'
import { Progressed } from './Progressed'
import { Refusal } from './Refusal'

/** What became of the wish for comments, and to end it. */
export function ConsumerSelf({ slug, secret }: { slug: string; secret: string }) {
  const { t } = useTranslation('open')
  const navigate = useNavigate()
  const params = { path: { slug }, header: { 'X-Link-Secret': secret } }
  const { data, error } = query.useQuery('get', '/api/v1/exchange/public/{slug}/consumers/me', { params })
  if (error && !data) return <Refusal error={error} />
  if (!data) return <Skeleton h={180} radius="lg" />

  async function leave() {
    if (!(await confirmed(t('consumer.end'), t('consumer.endText'), t('consumer.end')))) return
    try {
      await api.DELETE('/api/v1/exchange/public/{slug}/consumers/me', { params })
      told(t('consumer.ended'))
      await lookAgain()
      await navigate({ to: '/exchange/$slug', params: { slug } })
    } catch (problem) {
      failed(problem)
    }
  }

  return (
    <>
      <Panel title={`@${data.username}`} lead={data.tone ? t(`tone.${data.tone}`) : t('consumer.anyTone')}>
        <Stack>
          <Progressed status={data.status} />
          {data.wishes && <Text size="sm">“{data.wishes}”</Text>}
          {data.status !== 'inactive' && (
            <Button variant="default" onClick={() => void leave()}>
              {t('consumer.end')}
            </Button>
          )}
        </Stack>
      </Panel>
      <KeepLink />
    </>
  )
}
