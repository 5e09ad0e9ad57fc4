import { Tabs } from '@mantine/core'
import { IconLock } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay, useMe } from '~/app/me'
import { Empty } from '~/ui/Empty'
import { Page } from '~/ui/Page'

const SECTIONS = ['status', 'users', 'jobs', 'schedules', 'audit'] as const

interface AdminFrameProps {
  section: (typeof SECTIONS)[number]
  actions?: ReactNode
  children: ReactNode
}

/** The admin's sections as tabs; who is no admin is told so instead of seeing refusals. */
export function AdminFrame({ section, actions, children }: AdminFrameProps) {
  const { t } = useTranslation('admin')
  const navigate = useNavigate()
  const { data: me } = useMe()
  const mayManage = useMay('manage-users')
  if (me && !mayManage) {
    return (
      <Page title={t('title')}>
        <Empty icon={IconLock} title={t('adminsOnly')} text={t('adminsOnlyHint')} />
      </Page>
    )
  }
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
        <Tabs.Panel value={section}>{me ? children : null}</Tabs.Panel>
      </Tabs>
    </Page>
  )
}
