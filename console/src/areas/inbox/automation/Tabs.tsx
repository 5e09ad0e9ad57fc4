import { Tabs } from '@mantine/core'
import { IconListCheck, IconListDetails, IconMenu2 } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'

const PLACES = { rules: '/automation', log: '/automation/log', menu: '/automation/menu' } as const

/** The three pages of automation. */
export function AutomationTabs({ current, account }: { current: keyof typeof PLACES; account: string | undefined }) {
  const { t } = useTranslation('inbox')
  const navigate = useNavigate()
  const go = (name: string | null) => {
    if (name === 'rules' || name === 'log' || name === 'menu') void navigate({ to: PLACES[name], search: { account } })
  }
  return (
    <Tabs value={current} onChange={go} activateTabWithKeyboard={false}>
      <Tabs.List style={{ flexWrap: 'nowrap', overflowX: 'auto', overflowY: 'hidden' }}>
        <Tabs.Tab value="rules" leftSection={<IconListCheck size={16} aria-hidden />}>
          {t('rule.tab.rules')}
        </Tabs.Tab>
        <Tabs.Tab value="log" leftSection={<IconListDetails size={16} aria-hidden />}>
          {t('rule.tab.log')}
        </Tabs.Tab>
        <Tabs.Tab value="menu" leftSection={<IconMenu2 size={16} aria-hidden />}>
          {t('rule.tab.menu')}
        </Tabs.Tab>
      </Tabs.List>
    </Tabs>
  )
}
