import { Alert, Button, Radio, Skeleton, Stack } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, query, type Schema } from '~/api/client'
import { confirmed } from '~/ui/confirm'
import { failed, told } from '~/ui/toasts'
import { Panel } from '../frame/Panel'
import { lookAgain } from '../me/useMember'
import { KeepLink } from './KeepLink'
import { LoginForm } from './LoginForm'
import { OwnTexts } from './OwnTexts'
import { Progressed } from './Progressed'
import { Refusal } from './Refusal'

/** A producer's own page: how it is, its texts, how they are approved, logging in again, leaving. */
export function ProducerSelf({ slug, secret }: { slug: string; secret: string }) {
  const { t } = useTranslation('open')
  const navigate = useNavigate()
  const [again, setAgain] = useState(false)
  const params = { path: { slug }, header: { 'X-Link-Secret': secret } }
  const { data, error } = query.useQuery('get', '/api/v1/exchange/public/{slug}/producers/me', { params })
  if (error && !data) return <Refusal error={error} />
  if (!data) return <Skeleton h={200} radius="lg" />

  async function choose(approval: Schema<'Approval'>) {
    try {
      await api.PATCH('/api/v1/exchange/public/{slug}/producers/me', { params, body: { approval } })
      await lookAgain()
      told(t('approval.saved'))
    } catch (problem) {
      failed(problem)
    }
  }

  async function leave() {
    if (!(await confirmed(t('producer.leave'), t('producer.leaveText'), t('producer.leave')))) return
    try {
      await api.DELETE('/api/v1/exchange/public/{slug}/producers/me', { params })
      told(t('producer.left'))
      await navigate({ to: '/exchange/$slug', params: { slug } })
    } catch (problem) {
      failed(problem)
    }
  }

  return (
    <>
      <Panel title={`@${data.username}`}>
        <Stack>
          <Progressed status={data.status} />
          {data.problem && (
            <Alert color="orange" icon={<IconAlertTriangle aria-hidden />} title={t('producer.problem')}>
              {data.problem}
            </Alert>
          )}
          <Radio.Group
            label={t('approval.label')}
            value={data.approval}
            onChange={(value) => void choose(value as Schema<'Approval'>)}
          >
            <Stack gap="xs" mt="xs">
              {(['each', 'automatic'] as const).map((value) => (
                <Radio key={value} value={value} label={t(`approval.${value}`)} />
              ))}
            </Stack>
          </Radio.Group>
        </Stack>
      </Panel>
      <OwnTexts slug={slug} secret={secret} />
      <Panel title={t('producer.session')} lead={t('producer.sessionLead')}>
        <Stack>
          {again ? (
            <LoginForm
              doLabel={t('producer.again')}
              onLogin={async ({ password, code }) => {
                const body = { password, code: code || null }
                await api.POST('/api/v1/exchange/public/{slug}/producers/me/session', { params, body })
                await lookAgain()
                setAgain(false)
                told(t('producer.in'))
              }}
            />
          ) : (
            <Button variant="default" onClick={() => setAgain(true)}>
              {t('producer.again')}
            </Button>
          )}
          <Button variant="subtle" color="red" onClick={() => void leave()}>
            {t('producer.leave')}
          </Button>
        </Stack>
      </Panel>
      <KeepLink />
    </>
  )
}
