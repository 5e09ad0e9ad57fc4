import { Tabs } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Page } from '~/ui/Page'

const SECTIONS = { overview: '/analytics', reports: '/analytics/reports', ai: '/analytics/ai' } as const
type Section = keyof typeof SECTIONS

export function AnalyticsFrame({
  section,
  actions,
  children,
}: {
  section: Section
  actions?: ReactNode
  children: ReactNode
}) {
  const { t } = useTranslation('analytics')
  const navigate = useNavigate()
  return (
    <Page title={t(`${section}.title`)} lead={t(`${section}.lead`)} actions={actions}>
      <Tabs
        value={section}
        keepMounted={false}
        onChange={(chosen) => chosen && void navigate({ to: SECTIONS[chosen as Section], search: {} })}
      >
        <Tabs.List mb="lg">
          {Object.keys(SECTIONS).map((name) => (
            <Tabs.Tab key={name} value={name}>
              {t(`${name}.tab`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={section}>{children}</Tabs.Panel>
      </Tabs>
    </Page>
  )
}
