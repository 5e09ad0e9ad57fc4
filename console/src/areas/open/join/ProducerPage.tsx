import { Alert } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { api } from '~/api/client'
import { Panel } from '../frame/Panel'
import { PublicFrame } from '../frame/PublicFrame'
import { useHashValue } from '../frame/secrets'
import { LoginForm } from './LoginForm'
import { ProducerSelf } from './ProducerSelf'

/** To lend an account that comments: proving it with a login, and afterwards one's own page. */
export function ProducerPage() {
  const { t } = useTranslation('open')
  const { slug } = useParams({ from: '/public/exchange/$slug/producer' })
  const secret = useHashValue('secret')
  return (
    <PublicFrame slug={slug} title={t('producer.title')} lead={t('producer.lead')}>
      {() => (secret ? <ProducerSelf slug={slug} secret={secret} /> : <Register slug={slug} />)}
    </PublicFrame>
  )
}

function Register({ slug }: { slug: string }) {
  const { t } = useTranslation('open')
  const navigate = useNavigate()
  return (
    <Panel title={t('producer.form')}>
      <Alert color="yellow" icon={<IconAlertTriangle aria-hidden />} title={t('producer.risk')} mb="md">
        {t('producer.riskText')}
      </Alert>
      <LoginForm
        withName
        doLabel={t('join.do')}
        onLogin={async ({ username, password, code, approval }) => {
          const { data } = await api.POST('/api/v1/exchange/public/{slug}/producers', {
            params: { path: { slug } },
            body: { username, password, code: code || null, approval },
          })
          if (data) {
            await navigate({
              to: '/exchange/$slug/producer',
              params: { slug },
              hash: `secret=${data.secret}`,
              replace: true,
            })
          }
        }}
      />
    </Panel>
  )
}
