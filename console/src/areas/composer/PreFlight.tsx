import { Alert, List } from '@mantine/core'
import { IconAlertTriangle, IconBan } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Fault } from '~/ui/Fault'
import { faultsOf, placeOf } from './faults'
import type { Writing } from './useDraft'

/** What Instagram would refuse, and what is allowed and perhaps not meant. */
export function PreFlight({ writing: { draft, problem, warnings } }: { writing: Writing }) {
  const { t } = useTranslation('composer')
  const undescribed = draft.media.filter(({ kind, alt_text }) => kind === 'image' && !alt_text).length
  const isFeed = draft.post_type === 'photo' || draft.post_type === 'carousel'
  const hints = [...(warnings ?? [])]
  if (undescribed > 0 && isFeed) hints.push(t('check.altText', { count: undescribed }))
  const faults = Object.entries(faultsOf(problem))
  return (
    <>
      {problem && faults.length === 0 && <Fault error={problem} />}
      {faults.length > 0 && (
        <Alert color="red" icon={<IconBan aria-hidden />} title={t('check.refused')} role="alert">
          <List size="sm">
            {faults.map(([field, message]) => {
              const { name, number } = placeOf(field)
              return (
                <List.Item key={field}>
                  <b>{t(`field.${name}`, { number, defaultValue: name })}</b>: {message}
                </List.Item>
              )
            })}
          </List>
        </Alert>
      )}
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
