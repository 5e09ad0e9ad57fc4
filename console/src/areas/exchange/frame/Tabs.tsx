import { Badge } from '@mantine/core'
import { Link, useRouterState } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './Tabs.module.css'
import { TABS, tabOf } from './tabs'
import { useQueues } from './useQueues'

/** The community's pages, with what waits in each. */
export function Tabs() {
  const { t } = useTranslation('exchange')
  const here = useRouterState({ select: (state) => tabOf(state.location.pathname) })
  const queues = useQueues()
  const bar = useRef<HTMLElement>(null)

  // On a phone the bar scrolls: the tab one is on comes into view.
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new page moves the bar
  useEffect(() => {
    const tab = bar.current?.querySelector<HTMLElement>('[aria-current]')
    if (tab && bar.current) bar.current.scrollLeft = tab.offsetLeft - bar.current.offsetLeft - 48
  }, [here])

  return (
    <nav ref={bar} className={classes.bar} aria-label={t('tab.label')}>
      {TABS.map(({ name, to, icon: Glyph }) => (
        <Link
          key={name}
          to={to}
          activeOptions={{ exact: true }}
          className={classes.tab}
          aria-current={name === here ? 'page' : undefined}
        >
          <Glyph size={17} stroke={1.7} aria-hidden />
          {t(`tab.${name}`)}
          {(queues[name] ?? 0) > 0 && (
            <Badge
              size="sm"
              variant="filled"
              circle={(queues[name] ?? 0) < 10}
              aria-label={t('tab.waiting', { count: queues[name] })}
            >
              {queues[name]}
            </Badge>
          )}
        </Link>
      ))}
    </nav>
  )
}
