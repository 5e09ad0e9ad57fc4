import { Tabs } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Page } from '~/ui/Page'

const SECTIONS = ['accounts', 'profile', 'workspace', 'keys'] as const

/** The settings' sections as tabs; each is a page with an address of its own. */
export function SettingsFrame({
  section,
  actions,
  children,
}: {
  section: (typeof SECTIONS)[number]
  actions?: ReactNode
  children: ReactNode
}) {
  const { t } = useTranslation('settings')
  const navigate = useNavigate()
  return (
    <Page title={t(`${section}.title`)} lead={t(`${section}.lead`)} actions={actions}>
      <Tabs
        value={section}
        onChange={(chosen) => chosen && void navigate({ to: `/settings/${chosen}` })}
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
