import { ActionIcon, Group, UnstyledButton } from '@mantine/core'
import { IconMenu2, IconPlus } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { MENU, PHONE_MENU } from './menu'
import classes from './Shell.module.css'

/** The bar at the bottom of a phone: the three places one needs most, Create, and everything else. */
export function PhoneBar({ onMore }: { onMore: () => void }) {
  const { t } = useTranslation()
  const items = MENU.flatMap((group) => group.items).filter(({ name }) => PHONE_MENU.includes(name))
  const tabs = items.map(({ name, to, icon: Glyph }) => (
    <Link key={name} to={to} className={classes.tab} activeOptions={{ exact: to === '/' }}>
      <Glyph size={22} stroke={1.7} aria-hidden />
      {t(`nav.${name}`)}
    </Link>
  ))
  return (
    <Group gap={0} wrap="nowrap" h="100%">
      {tabs.slice(0, 2)}
      <ActionIcon
        size={46}
        radius="xl"
        mx="sm"
        aria-label={t('action.newPost')}
        renderRoot={(props) => <Link to="/compose" {...props} />}
      >
        <IconPlus size={24} aria-hidden />
      </ActionIcon>
      {tabs.slice(2)}
      <UnstyledButton className={classes.tab} onClick={onMore}>
        <IconMenu2 size={22} stroke={1.7} aria-hidden />
        {t('nav.more')}
      </UnstyledButton>
    </Group>
  )
}
