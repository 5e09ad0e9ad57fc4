import { SegmentedControl } from '@mantine/core'
import { useNavigate, useRouterState } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'

const PAGES = ['approvals', 'producers', 'consumers', 'rounds'] as const

/** The pages about comments that a model writes. */
export function SubTabs() {
  const { t } = useTranslation('exchange')
  const navigate = useNavigate()
  const path = useRouterState({ select: (state) => state.location.pathname })
  return (
    <SegmentedControl
      aria-label={t('tab.comments')}
      style={{ alignSelf: 'flex-start', maxWidth: '100%', overflowX: 'auto' }}
      value={PAGES.find((page) => path.includes(page)) ?? 'approvals'}
      data={PAGES.map((value) => ({ value, label: t(`sub.${value}`) }))}
      onChange={(page) => void navigate({ to: `/community/${page}` })}
    />
  )
}
