import { Alert, List } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Schema } from '~/api/client'
import type { Problem } from '~/api/problem'
import { Fault } from '~/ui/Fault'
import type { Draft } from './draft'

interface PreFlightProps {
  draft: Draft
  problem: Problem | null
  warnings: Schema<'PostRead'>['warnings']
}

/** What Instagram would refuse, and what is allowed and perhaps not meant. */
export function PreFlight({ draft, problem, warnings }: PreFlightProps) {
  const { t } = useTranslation('composer')
  const undescribed = draft.media.filter(({ kind, alt_text }) => kind === 'image' && !alt_text).length
  const hints = [...(warnings ?? [])]
  if (undescribed > 0 && draft.post_type !== 'story') hints.push(t('check.altText', { count: undescribed }))
  return (
    <>
      {problem && <Fault error={problem} />}
      {hints.length > 0 && (
        <Alert color="yellow" icon={<IconAlertTriangle aria-hidden />} title={t('check.title')}>
          <List size="sm">
            {hints.map((hint) => (
              <List.Item key={hint}>{hint}</List.Item>
            ))}
          </List>
        </Alert>
      )}
    </>
  )
}
