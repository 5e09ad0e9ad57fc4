import { Tabs } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Page } from '~/ui/Page'

const SECTIONS = ['status', 'users', 'jobs', 'schedules', 'audit'] as const

interface AdminFrameProps {
  section: (typeof SECTIONS)[number]
  actions?: ReactNode
  children: ReactNode
}

/** The admin's sections as tabs. */
export function AdminFrame({ section, actions, children }: AdminFrameProps) {
  const { t } = useTranslation('admin')
  const navigate = useNavigate()
  return (
    <Page title={t(`${section}.title`)} lead={t(`${section}.lead`)} actions={actions}>
      <Tabs
        value={section}
        onChange={(chosen) => chosen && void navigate({ to: `/admin/${chosen}` })}
        keepMounted={false}
      >
        <Tabs.List mb="lg" style={{ flexWrap: 'nowrap', overflowX: 'auto' }}>
          {SECTIONS.map((name) => (
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
