import { useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { PublicFrame } from '../frame/PublicFrame'
import { useHashValue } from '../frame/secrets'
import { ConsumerForm } from './ConsumerForm'
import { ConsumerSelf } from './ConsumerSelf'

/** To receive comments: registering, and afterwards what became of it. */
export function ConsumerPage() {
  const { t } = useTranslation('open')
  const { slug } = useParams({ from: '/public/exchange/$slug/consumer' })
  const secret = useHashValue('secret')
  return (
    <PublicFrame slug={slug} title={t('consumer.title')} lead={t('consumer.lead')}>
      {() => (secret ? <ConsumerSelf slug={slug} secret={secret} /> : <ConsumerForm slug={slug} />)}
    </PublicFrame>
  )
}
