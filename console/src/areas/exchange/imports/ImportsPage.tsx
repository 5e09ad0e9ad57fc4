import { useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Section } from '../shared/Section'
import { ChatPreview } from './ChatPreview'
import { ChatUpload } from './ChatUpload'
import { PastImports } from './PastImports'

/** A chat's export becomes requests: read, looked at line by line, and only then written down. */
export function ImportsPage() {
  const { t } = useTranslation('exchange')
  const navigate = useNavigate()
  const { chat } = useSearch({ from: '/app/community/imports' })
  const open = (id: string | undefined) => void navigate({ to: '/community/imports', search: { chat: id } })
  return (
    <Section title={t('import.title')} lead={t('import.lead')}>
      {chat ? (
        <ChatPreview id={chat} onClose={() => open(undefined)} />
      ) : (
        <>
          <ChatUpload onRead={open} />
          <PastImports onOpen={open} />
        </>
      )}
    </Section>
  )
}
