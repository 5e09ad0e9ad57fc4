import { Badge, ScrollArea } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { query } from '~/api/client'
import { useMe } from '~/app/me'
import { useSandbox } from '~/app/sandbox'
import { MENU } from './menu'
import classes from './Shell.module.css'

export function Sidebar() {
  const { t } = useTranslation()
  const visible = useVisibleMenu()
  const waiting = useWaiting()
  return (
    <ScrollArea type="never">
      {visible.map((group) => (
        <div key={group.name}>
          {group.name !== 'main' && <div className={classes.group}>{t(`nav.${group.name}`)}</div>}
          {group.items.map(({ name, to, icon: Glyph }) => (
            <Link key={name} to={to} className={classes.link} activeOptions={{ exact: to === '/' }}>
              <Glyph size={19} stroke={1.7} aria-hidden />
              <span>{t(`nav.${name}`)}</span>
              {(waiting[name] ?? 0) > 0 && (
                <Badge ml="auto" size="sm" circle={(waiting[name] ?? 0) < 10} variant="filled">
                  {waiting[name]}
                </Badge>
              )}
            </Link>
          ))}
        </div>
      ))}
    </ScrollArea>
  )
}

/** The menu without what the person may not do, and without the sandbox where there is none. */
export function useVisibleMenu() {
  const { data: me } = useMe()
  const sandbox = useSandbox()
  return MENU.map((group) => ({
    ...group,
    items: group.items.filter(
      ({ permission, sandboxOnly }) =>
        (!permission || me?.permissions.some((held) => held === permission)) && (!sandboxOnly || sandbox !== null),
    ),
  }))
}

/** How much waits for somebody, by the name of the menu's item. */
function useWaiting(): Record<string, number> {
  const { data } = query.useQuery('get', '/api/v1/inbox/summary', {}, { staleTime: 30_000 })
  return data ? { inbox: data.unread } : {}
}
