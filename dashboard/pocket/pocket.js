// One file, no request: reads the data block, draws the view that the address names. Written for old web views (ES5).
(function () {
  'use strict';
  var data = JSON.parse(document.getElementById('data').textContent);
  var main = document.getElementById('main'), search = document.getElementById('q');
  var pick = { y: document.getElementById('y'), c: document.getElementById('c'), s: document.getElementById('s') };
  var LETTERS = ['m', 'u', 'k'], MOST = 300, MANY = 10, SVG = 'http://www.w3.org/2000/svg';

  // ---- reading: a reference is place:number,number,… in base 36; \u001f in a text marks where a number stands
  function split(reference) {
    var parts = reference.split(':');
    return { place: parseInt(parts[0], 36), numbers: parts[1] ? parts[1].split(',') : [] };
  }
  function fill(place, numbers) {
    var parts = data.texts[place].split('\u001f'), text = parts[0], i;
    for (i = 1; i < parts.length; i++) text += numbers.shift() + parts[i];
    return text;
  }
  function text(reference) {
    if (!reference) return '';
    var found = split(reference);
    return fill(found.place, found.numbers);
  }
  function row(reference, codes) {
    var found = split(reference), form = data.forms[found.place], values = form.slice(0, codes), i;
    for (i = codes; i < form.length; i++) values.push(form[i] < 0 ? '' : fill(form[i], found.numbers));
    return values;
  }
  function rows(references, codes) {
    return references ? references.split(';').map(function (one) { return row(one, codes); }) : [];
  }
  function readSociety(values) {
    var one = {
      id: values[0], name: values[1], category: text(values[2]), state: values[3], renewal: values[4],
      groups: values[5], overall: values[5].slice(-1), chosen: values[6], remaining: values[7],
      said: values[8].map(text),
      tasks: rows(values[9], 1).map(function (task) { return { verdict: task[0], word: task[1], reason: task[2] }; }),
      growth: values[13].map(function (grown) {
        return { base: grown[0], now: grown[1], kind: grown[2], ground: text(grown[3]), place: text(grown[4]), fallen: text(grown[5]) };
      })[0] || null,
      members: values[14].map(function (year) { return { year: year[0], people: year[1], units: year[2], place: text(year[3]) }; }),
      files: values[15].map(function (file) { return { version: file[0], name: text(file[1]), at: file[2], state: file[3] }; })
    };
    one.reported = one.state === 'accepted' || one.state === 'to_correct';
    one.criteria = function () {
      if (!one.judged) one.judged = rows(values[10], 2).map(function (found) {
        return { criterion: found[0], kind: found[1], declared: found[2], reviewed: found[3], ground: found[4], place: found[5], versions: found[6] };
      });
      return one.judged;
    };
    one.ratios = function () {
      return rows(values[11], 2).map(function (found) {
        return { criterion: found[0], kind: found[1], measured: found[2], bound: found[3], ground: found[4], place: found[5] };
      });
    };
    one.steps = values[12].map(function (step) {
      return { task: step[0], criterion: step[1], isNew: step[2], sentence: text(step[3]) };
    });
    one.score = values[16] && { low: values[16][0], high: values[16][1], said: values[16][2].map(text) };
    one.scores = function () {
      return rows(values[16][3], 1).map(function (found) {
        return { criterion: found[0], score: found[1], full: found[2], own: found[3], ground: found[4], place: found[5] };
      });
    };
    return one;
  }
  data.years.forEach(function (year) {
    year.societies = year.societies.map(readSociety);
    year.byId = {};
    year.societies.forEach(function (one) { year.byId[one.id] = one; });
    var rubric = data.rubrics[year.rubric];
    year.tasks = rubric.tasks.map(function (task) {
      return { id: task[0], number: task[1], title: task[2], short: task[3], group: task[4] };
    });
    year.criteria = rubric.criteria.map(function (one) {
      return { item: one[0], task: one[1], text: one[2], short: one[3].replace(/^\d+[.．、]/, '').replace(/[；;。]$/, ''), source: one[4], rule: one[5], required: one[6], judged: one[7], limit: one[8] };
    });
  });

  // ---- the address: #view/id?y=2018&c=医科&s=accepted …
  function address() {
    var parts = location.hash.slice(1).split('?'), path = parts[0].split('/'), found = {};
    (parts[1] || '').split('&').forEach(function (pair) {
      var at = pair.indexOf('=');
      if (at > 0) found[pair.slice(0, at)] = decode(pair.slice(at + 1));
    });
    found.view = decode(path[0] || '') || 'overview';
    found.id = decode(path[1] || '');
    return found;
  }
  function decode(part) {
    try { return decodeURIComponent(part); } catch (broken) { return part; }
  }
  function to(view, id, more) {
    var here = address(), kept = { y: here.y, c: here.c, s: here.s }, key, query = [];
    for (key in more) kept[key] = more[key];
    for (key in kept) if (kept[key]) query.push(key + '=' + encodeURIComponent(kept[key]));
    return '#' + view + (id ? '/' + encodeURIComponent(id) : '') + (query.length ? '?' + query.join('&') : '');
  }

  // ---- drawing: elements and words only, never HTML
  function make(tag, look, inside) {
    var element = document.createElement(tag);
    if (look) element.className = look;
    add(element, inside);
    return element;
  }
  function add(element, inside) {
    if (inside === undefined || inside === null) return;
    if (inside instanceof Array) inside.forEach(function (one) { add(element, one); });
    else element.appendChild(inside.nodeType ? inside : document.createTextNode(inside));
  }
  function replace(element, inside) {
    while (element.firstChild) element.removeChild(element.firstChild);
    add(element, inside);
  }
  function link(href, look, inside) {
    var element = make('a', look, inside);
    element.href = href;
    return element;
  }
  function shape(tag, given, inside) {
    var element = document.createElementNS(SVG, tag), key;
    for (key in given) {
      if (key === 'href') element.setAttributeNS('http://www.w3.org/1999/xlink', 'href', given[key]);
      element.setAttribute(key, given[key]);
    }
    add(element, inside);
    return element;
  }
  function picture(width, height, alt, inside) {
    return shape('svg', { viewBox: '0 0 ' + width + ' ' + height, role: 'img', 'aria-label': alt, 'class': 'picture' }, inside);
  }
  function word(letter) { return make('span', 'w ' + letter, data.verdicts[letter]); }
  function heading(told) { return make('h2', '', told); }
  function small(told) { return make('p', 'small', told); }
  function thousands(number) { return String(number).replace(/\B(?=(\d{3})+$)/g, ','); }
  function percent(part, whole, sign) {
    var share = Math.round(1000 * part / whole) / 10;
    return (sign ? (share < 0 ? '−' : '+') : '') + Math.abs(share).toFixed(1) + '%';
  }
  function tally(letters) {
    var counts = { m: 0, u: 0, k: 0, n: 0, due: 0 };
    letters.forEach(function (letter) {
      counts[letter] = (counts[letter] || 0) + 1;
      if (LETTERS.indexOf(letter) >= 0) counts.due++;
    });
    return counts;
  }
  function stacked(counts) {
    var bar = make('span', 'bar');
    LETTERS.forEach(function (letter) {
      if (!counts[letter]) return;
      var part = make('span', letter, counts[letter] / counts.due > 0.06 ? String(counts[letter]) : '');
      part.style.width = 100 * counts[letter] / counts.due + '%';
      part.title = data.verdicts[letter] + ' ' + counts[letter] + ' 家';
      bar.appendChild(part);
    });
    return bar;
  }
  function ofAll(counts) { return make('span', 'of', [make('b', '', counts.m + '/' + counts.due), ' 家']); }
  function legend() {
    return make('p', 'legend', LETTERS.map(function (letter) { return word(letter); }));
  }
  function choices(options, chosen, href) {
    return make('p', 'choices', options.map(function (one) {
      return link(href(one[0]), one[0] === chosen ? 'on' : '', one[1]);
    }));
  }
  function table(headings, lines) {
    return make('div', 'wide', make('table', '', [
      make('thead', '', make('tr', '', headings.map(function (one) { return make('th', '', one); }))),
      make('tbody', '', lines.map(function (line) {
        return make('tr', '', line.map(function (cell) { return make('td', '', cell); }));
      }))
    ]));
  }
  function nobody() { return small('没有学会符合当前的筛选。请去掉一两个筛选条件。'); }

  // ---- the societies in view
  function chosenYear(here) {
    return data.years.filter(function (year) { return String(year.period) === here.y; })[0] || data.years[0];
  }
  function groupsOf(year) {
    return Object.keys(data.groups).filter(function (group) {
      return year.tasks.some(function (task) { return task.group === group; });
    });
  }
  function inView(year, here) {
    return year.societies.filter(function (one) {
      return (!here.c || one.category === here.c) && (!here.s || one.state === here.s);
    });
  }
  function before(year, societies) {
    var earlier = data.years[data.years.indexOf(year) + 1];
    return earlier && {
      period: earlier.period,
      societies: societies.map(function (one) { return earlier.byId[one.id]; }).filter(Boolean)
    };
  }
  function nameLink(one) { return link(to('society', one.id), 'name', one.name); }
  function criterionLine(year, found) {
    var criterion = year.criteria[found.criterion];
    return make('div', 'line', [
      word(found.kind), ' ', make('b', '', criterion.item), ' ', criterion.short,
      found.ground ? make('span', 'ground', found.ground) : null,
      found.place ? make('span', 'place', found.place) : null
    ]);
  }

  // ---- 总览
  function figures(year, societies) {
    function groups(at) { return tally(societies.map(function (one) { return one.groups.charAt(at); })); }
    var whole = societies.length, reported = societies.filter(function (one) { return one.reported; }).length;
    var base = 0, now = 0, stating = 0;
    societies.forEach(function (one) {
      if (one.growth && one.growth.base > 0 && one.growth.now !== null) {
        base += one.growth.base; now += one.growth.now; stating++;
      }
    });
    return {
      overall: [groups(3).m, whole], reported: [reported, whole], basic: [groups(0).m, whole],
      renewal: [groups(1).m, groups(1).due], optional: [groups(2).m, whole], base: base, now: now, stating: stating
    };
  }
  function headline(year, societies) {
    var now = figures(year, societies), earlier = before(year, societies);
    var then = earlier && figures(year, earlier.societies);
    function card(label, key) {
      return make('div', 'card' + (key === 'overall' ? ' first' : ''), [
        make('span', 'label', label), make('b', 'big', now[key][0] + '/' + now[key][1]), ' 家',
        then ? make('span', 'note', earlier.period + ' 年度 ' + then[key][0] + '/' + then[key][1]) : null
      ]);
    }
    var grown = make('div', 'card', [
      make('span', 'label', '个人会员较 ' + year.base_year + ' 年底'),
      make('b', 'big', now.base ? percent(now.now - now.base, now.base, true) : '—'),
      make('span', 'note', thousands(now.base) + ' → ' + thousands(now.now) + ' 人（' + now.stating + ' 家）')
    ]);
    var titles = { basic: '基本任务全部达标', renewal: '换届任务全部达标', optional: '选做满 ' + year.optional_minimum + ' 项达标' };
    return make('div', 'cards', [
      card('总体达标', 'overall'), card('已报送', 'reported'),
      groupsOf(year).map(function (group) { return card(titles[group], group); }), grown
    ]);
  }
  function nearest(societies) {
    var counts = [], most = 1, i;
    societies.forEach(function (one) {
      if (one.remaining) {
        var place = Math.min(one.remaining, MANY);
        counts[place] = (counts[place] || 0) + 1;
        most = Math.max(most, counts[place]);
      }
    });
    if (!counts.length) return null;
    var lines = [];
    for (i = 1; i <= MANY; i++) if (counts[i]) lines.push(link(to('societies', '', { r: i }), 'task', [
      make('span', 'what', '还差 ' + i + (i === MANY ? ' 条及以上' : ' 条')),
      measure(counts[i] / most), make('span', 'of', [make('b', '', counts[i]), ' 家'])
    ]));
    return make('div', 'nearest', [heading('最近一步：做到几条工作标准就总体达标'), make('div', 'tasks', lines)]);
  }
  function measure(share) {
    var bar = make('span', 'bar'), part = make('span', 'd');
    part.style.width = 100 * share + '%';
    bar.appendChild(part);
    return bar;
  }
  function overview(year, societies) {
    if (!societies.length) return nobody();
    var lines = [heading(year.tasks.length + ' 项任务：达标、未达标、待定各多少家'), legend()];
    groupsOf(year).forEach(function (group) {
      var titles = { optional: '（至少选 ' + year.optional_minimum + ' 项）' };
      lines.push(make('h3', '', data.groups[group] + (titles[group] || '')));
      lines.push(make('div', 'tasks', year.tasks.map(function (task, place) {
        return task.group === group ? taskLine(societies, task, place) : null;
      })));
    });
    return [headline(year, societies), make('div', 'pair', [nearest(societies), make('div', 'all', lines)])];
  }

  // ---- 任务
  function taskLine(societies, task, place) {
    var counts = tally(societies.map(function (one) { return one.tasks[place].verdict; }));
    return link(to('task', task.id), 'task', [
      make('span', 'what', [make('b', '', task.number), ' ', task.short]), stacked(counts), ofAll(counts)
    ]);
  }
  function oneTask(year, societies, here) {
    var place = -1, i;
    for (i = 0; i < year.tasks.length; i++) if (year.tasks[i].id === here.id) place = i;
    if (place < 0) return [heading(year.tasks.length + ' 项任务'), legend(), make('div', 'tasks', year.tasks.map(function (task, at) { return taskLine(societies, task, at); }))];
    var task = year.tasks[place], byLetter = { m: [], u: [], k: [], n: [] };
    societies.forEach(function (one) { byLetter[one.tasks[place].verdict].push(one); });
    var counts = tally(societies.map(function (one) { return one.tasks[place].verdict; }));
    var shown = here.v || (counts.u ? 'u' : counts.k ? 'k' : counts.m ? 'm' : 'n');
    return [
      back('task', '全部任务'),
      make('h1', '', '任务 ' + task.number + '　' + task.title),
      make('div', 'tasks', make('div', 'task', [make('span', 'what', data.groups[task.group]), stacked(counts), ofAll(counts)])),
      legend(),
      heading('工作标准与数量要求'),
      make('div', 'standards', year.criteria.map(function (criterion, at) {
        if (criterion.task !== place) return null;
        var judged = [];
        societies.forEach(function (one) {
          one.criteria().forEach(function (found) { if (found.criterion === at) judged.push(found.kind); });
        });
        var counted = tally(judged);
        return make('div', 'standard', [
          make('p', '', [make('b', '', criterion.item), ' ', criterion.text, criterion.required ? null : make('i', '', '（不是必须）')]),
          criterion.rule ? make('p', 'rule', criterion.rule) : null,
          counted.due ? make('div', 'task', [stacked(counted), ofAll(counted)]) : make('p', 'small', criterion.judged ? '没有已报送的学会。' : '只列示，不判定。')
        ]);
      })),
      heading('学会'),
      choices(['u', 'k', 'm', 'n'].map(function (letter) {
        return [letter, data.verdicts[letter] + ' ' + byLetter[letter].length + ' 家'];
      }), shown, function (letter) { return to('task', task.id, { v: letter }); }),
      capped(byLetter[shown], function (one) {
        var open = one.criteria().filter(function (found) {
          var criterion = year.criteria[found.criterion];
          return criterion.task === place && criterion.required && (found.kind === 'u' || found.kind === 'k');
        });
        return make('div', 'entry', [
          nameLink(one), ' ', make('span', 'muted', one.tasks[place].reason || ''),
          open.map(function (found) { return criterionLine(year, found); })
        ]);
      })
    ];
  }
  function capped(list, draw) {
    if (!list.length) return small('没有这样的学会。');
    var lines = list.slice(0, MOST).map(draw);
    if (list.length > MOST) lines.push(small('只列前 ' + MOST + ' 家，共 ' + list.length + ' 家；请用搜索或筛选。'));
    return make('div', 'entries', lines);
  }
  function back(view, told) { return make('p', 'back', link(to(view), '', '‹ ' + told)); }

  // ---- dots side by side, those of one place above each other, judged ones in the middle; high as the highest heap
  function swarm(points, width, size) {
    var heaps = {}, highest = 1;
    points.forEach(function (point) {
      var column = Math.round(point.x * (width - size) / size);
      (heaps[column] = heaps[column] || []).push(point);
      highest = Math.max(highest, heaps[column].length);
    });
    if (highest > 23 && size > 4) return swarm(points, width, size - 1);
    var height = (highest + 2) * size, drawn = [];
    Object.keys(heaps).forEach(function (column) {
      heaps[column].sort(function (a, b) { return 'muk'.indexOf(b.kind) - 'muk'.indexOf(a.kind); });
      heaps[column].forEach(function (point, level) {
        var up = Math.floor((level + 1) / 2) * size * (level % 2 ? 1 : -1);
        drawn.push(shape('a', { href: to('society', point.society.id) }, shape('circle', {
          cx: (+column + 0.5) * size, cy: height / 2 + up, r: size / 2 - 0.4, 'class': 'f' + point.kind
        }, shape('title', {}, point.society.name + ' ' + point.told))));
      });
    });
    return { dots: drawn, height: height };
  }
  function words(x, y, told, look) { return shape('text', { x: x, y: y, 'class': look || '' }, told); }

  // ---- 会员
  function members(year, societies, here) {
    var LOW = -0.2, HIGH = 0.6, width = room();
    function across(share) { return (Math.min(Math.max(share, LOW), HIGH) - LOW) / (HIGH - LOW); }
    var all = societies.filter(function (one) { return one.growth; });
    var comparable = all.filter(function (one) { return one.growth.base > 0 && one.growth.now !== null; });
    var figuresNow = figures(year, societies), counts = tally(all.map(function (one) { return one.growth.kind; }));
    function grown(one) { return one.growth.base > 0 && one.growth.now !== null ? one.growth.now / one.growth.base - 1 : -9; }
    var lists = {
      u: all.filter(function (one) { return one.growth.kind === 'u'; }),
      k: all.filter(function (one) { return one.growth.kind === 'k'; }),
      m: all.filter(function (one) { return one.growth.kind === 'm'; }),
      f: comparable.filter(function (one) { return one.growth.now < one.growth.base; }),
      a: all
    };
    var named = { u: '未达标', k: '待定', m: '达标', f: '比基数减少', a: '全部' };
    var shown = here.v || (lists.u.length ? 'u' : 'a');
    lists[shown].sort(function (a, b) { return grown(a) - grown(b); });
    var grownDots = swarm(comparable.map(function (one) {
      return { x: across(grown(one)), kind: one.growth.kind, society: one, told: thousands(one.growth.base) + ' → ' + thousands(one.growth.now) + '（' + percent(one.growth.now - one.growth.base, one.growth.base, true) + '）' };
    }), width, 8), height = grownDots.height;
    var lines = [0, year.growth_pct / 100].map(function (share) {
      var x = across(share) * width;
      return [shape('line', { x1: x, x2: x, y1: 18, y2: height + 18, 'class': 'limit' }), words(x, 12, (share ? '+' : '') + Math.round(100 * share) + '%', 'mid')];
    });
    return [
      heading(figuresNow.base ? '个人会员 ' + thousands(figuresNow.base) + ' → ' + thousands(figuresNow.now) + ' 人，' + percent(figuresNow.now - figuresNow.base, figuresNow.base, true) + '（两端都有数的 ' + figuresNow.stating + ' 家）' : '没有可以比较的会员数'),
      make('div', 'tasks', make('div', 'task', [make('span', 'what', '应换届的学会'), stacked(counts), ofAll(counts)])),
      legend(),
      small('每一点是一家学会，按较 ' + year.base_year + ' 年底的增幅排列；灰色未到换届，不判定。' + year.small_base + ' 人以下须增加 ' + year.growth_pct + '%，以上须有所增加。'),
      picture(width, height + 36, '个人会员增幅', [
        shape('rect', { x: 0, y: 18, width: across(0) * width, height: height, 'class': 'failing' }), lines,
        shape('g', { transform: 'translate(0 18)' }, grownDots.dots),
        words(0, height + 34, '≤ −20%'), words(width, height + 34, '≥ +60%', 'end')
      ]),
      choices(['u', 'k', 'm', 'f', 'a'].map(function (key) { return [key, named[key] + ' ' + lists[key].length + ' 家']; }), shown, function (key) { return to('members', '', { v: key }); }),
      capped(lists[shown], function (one) {
        var growth = one.growth;
        return make('div', 'entry', [
          nameLink(one), ' ', word(growth.kind), make('div', 'line', [
            growth.base === null ? '基数未填' : thousands(growth.base), ' → ', growth.now === null ? '未填' : thousands(growth.now), ' 人',
            grown(one) > -9 ? '，' + percent(growth.now - growth.base, growth.base, true) : '',
            growth.ground ? make('span', 'ground', growth.ground) : null,
            growth.place ? make('span', 'place', growth.place) : null
          ])
        ]);
      })
    ];
  }

  // ---- 理事会
  function council(year, societies) {
    var width = room(), byCriterion = {}, order = [];
    societies.forEach(function (one) {
      one.ratios().forEach(function (ratio) {
        if (!byCriterion[ratio.criterion]) { byCriterion[ratio.criterion] = []; order.push(ratio.criterion); }
        ratio.society = one;
        byCriterion[ratio.criterion].push(ratio);
      });
    });
    return [heading('理事会各项比例与限额：每一点是一家学会'), small('灰色的未到换届或只列示，不判定；浅红一侧为不符合。'), legend(), order.map(function (at) {
      var criterion = year.criteria[at], ratios = byCriterion[at], limit = criterion.limit;
      var counts = tally(ratios.map(function (ratio) { return ratio.kind; })), share = limit && limit[1] / limit[2];
      var placed = ratios.filter(function (ratio) { return ratio.measured && +ratio.measured.split('/')[1] && ratio.kind !== 'n'; });
      var failing = limit && (limit[0] === 'at_most' ? { x: share * width, width: width - share * width } : { x: 0, width: share * width });
      var heaped = swarm(placed.map(function (ratio) {
        var numbers = ratio.measured.split('/');
        return { x: Math.min(numbers[0] / numbers[1], 1), kind: ratio.kind, society: ratio.society, told: ratio.measured + (ratio.bound ? '，' + ratio.bound : '') };
      }), width, 7);
      return make('section', 'ratio', [
        make('h3', '', [criterion.short, limit ? '　' + (limit[0] === 'at_most' ? '不超过 ' : '至少 ') + limit[1] + '/' + limit[2] : '　只列示', limit ? ofAll(counts) : null]),
        picture(width, heaped.height, criterion.short, [
          failing ? shape('rect', { x: failing.x, y: 0, width: failing.width, height: heaped.height, 'class': 'failing' }) : null,
          shape('line', { x1: 0, x2: width, y1: heaped.height / 2, y2: heaped.height / 2, 'class': 'axis' }), heaped.dots,
          limit ? shape('line', { x1: share * width, x2: share * width, y1: 0, y2: heaped.height, 'class': 'limit' }) : null
        ]),
        limit ? ratios.filter(function (ratio) { return ratio.kind === 'u' || ratio.kind === 'k'; }).slice(0, MOST).map(function (ratio) {
          return make('div', 'entry', [nameLink(ratio.society), ' ', word(ratio.kind), ' ', ratio.measured || '', ratio.bound ? '，' + ratio.bound : '', ratio.ground ? make('span', 'ground', ratio.ground) : null, make('span', 'place', ratio.place)]);
        }) : null
      ]);
    })];
  }
  function room() { return Math.max(Math.min(main.clientWidth || 640, 1088), 300) - 2; }

  // ---- 学会
  function strip(year, one) {
    var cell = 12, left = 0, drawn = [], group = year.tasks[0].group;
    year.tasks.forEach(function (task, place) {
      if (task.group !== group) { left += 6; group = task.group; }
      drawn.push(shape('rect', { x: left, y: 0, width: cell - 1, height: 14, 'class': 'f' + one.tasks[place].verdict }, shape('title', {}, task.number + ' ' + task.short + '：' + one.tasks[place].word)));
      left += cell;
    });
    return shape('svg', { viewBox: '0 0 ' + left + ' 14', 'class': 'strip', role: 'img', 'aria-label': one.said[0] }, drawn);
  }
  function lacking(one) {
    if (one.remaining === null) return data.states[one.state];
    return one.remaining ? '还差 ' + one.remaining + ' 条' : data.verdicts.m;
  }
  function societyList(year, societies, here) {
    var sought = (here.q || '').toLowerCase(), sorted = societies.filter(function (one) {
      var near = !here.r || (one.remaining && Math.min(one.remaining, MANY) === +here.r);
      return near && (!sought || (one.name + ' ' + one.id).toLowerCase().indexOf(sought) >= 0);
    });
    sorted = sorted.map(function (one, place) { return [one.remaining === null ? 999 : one.remaining, place, one]; });
    sorted.sort(function (a, b) { return a[0] - b[0] || a[1] - b[1]; });
    return [
      heading('学会：' + sorted.length + ' 家' + (sought ? '，名称含“' + here.q + '”' : '') + (here.r ? '，还差 ' + here.r + (+here.r === MANY ? ' 条及以上' : ' 条') : '') + '，离达标最近的在前'),
      legend(),
      capped(sorted.map(function (one) { return one[2]; }), function (one) {
        return make('div', 'entry society', [
          make('div', 'who', [nameLink(one), make('span', 'muted', one.category + ' · ' + data.states[one.state])]),
          make('div', 'how', [strip(year, one), make('span', 'lack', lacking(one))])
        ]);
      })
    ];
  }
  function oneSociety(year, here) {
    var one = year.byId[here.id];
    if (!one) return [back('societies', '全部学会'), small('这家学会在 ' + year.period + ' 年度没有结果。请换一个年度，或另选一家。')];
    var groups = {}, criteria = one.criteria(), ratios = one.ratios().filter(function (ratio) { return ratio.measured; });
    var open = criteria.filter(function (found) { return found.kind === 'u' || found.kind === 'k'; });
    var shown = here.v || (open.length ? 'open' : 'all');
    (shown === 'all' ? criteria : open).forEach(function (found) {
      var task = year.criteria[found.criterion].task;
      (groups[task] = groups[task] || []).push(found);
    });
    var fileOf = {};
    one.files.forEach(function (file) { fileOf[file.version] = file.name; });
    return [
      back('societies', '全部学会'),
      make('h1', '', one.name), make('p', 'facts', one.said[0]),
      make('p', 'overall', [word(one.overall), ' ', one.said[1]]),
      one.steps.length ? [
        heading('离总体达标还差 ' + one.remaining + ' 条'),
        make('ol', 'steps', one.steps.map(function (step) {
          var task = year.tasks[step.task], criterion = year.criteria[step.criterion];
          return make('li', '', [
            link(to('task', task.id), '', task.number + ' ' + task.short), step.isNew ? '（新选）' : '', '：',
            criterion ? criterion.item + ' ' + criterion.short + '　' : '', make('b', '', step.sentence)
          ]);
        }))
      ] : null,
      heading(year.tasks.length + ' 项任务'),
      groupsOf(year).map(function (group) {
        return [make('h3', '', one.said[2 + Object.keys(data.groups).indexOf(group)]), make('div', 'cells', year.tasks.map(function (task, place) {
          if (task.group !== group) return null;
          return link(to('task', task.id), 'cell ' + one.tasks[place].verdict, [make('b', '', task.number), make('span', '', one.tasks[place].word), make('small', '', task.short)]);
        }))];
      }),
      one.members.length ? [heading(one.said[5] || '会员'), course(one), table(['年底', '个人会员', '单位会员', '出处'], one.members.map(function (line) {
        return [line.year, line.people === null ? '' : thousands(line.people), line.units === null ? '' : thousands(line.units), line.place];
      }))] : null,
      ratios.length ? [heading(one.said[6]), ratios.map(function (ratio) { return bullet(year, ratio); })] : null,
      scoresOf(year, one),
      heading('判定依据'),
      criteria.length ? choices([['open', '未达标和待定 ' + open.length + ' 项'], ['all', '全部 ' + criteria.length + ' 项']], shown, function (key) {
        return to('society', one.id, { v: key });
      }) : null,
      criteria.length ? year.tasks.map(function (task, place) {
        return groups[place] ? make('section', 'basis', [
          make('h3', '', [task.number + ' ' + task.title, ' ', word(one.tasks[place].verdict)]),
          groups[place].map(function (found) {
            var criterion = year.criteria[found.criterion], version = found.versions.split('、')[0];
            return make('div', 'criterion', [
              make('p', '', [word(found.kind), ' ', make('b', '', criterion.item), ' ', criterion.text, criterion.required ? null : make('i', '', '（不是必须）')]),
              criterion.rule ? make('p', 'rule', '规则：' + criterion.rule) : null,
              found.ground ? make('p', 'ground', found.ground) : null,
              make('p', 'small', [
                found.declared ? '自评 ' + found.declared : '自评未填', found.reviewed ? '　审核 ' + found.reviewed : '',
                found.place ? '　' + found.place : '', one.files.length > 1 && fileOf[version] ? '　' + fileOf[version] : ''
              ])
            ]);
          })
        ]) : null;
      }) : small(data.states[one.state] + '，没有可以列出的判定项。'),
      heading('所依据的文件'),
      one.files.length ? table(['第几次', '文件', '收到', '状态'], one.files.map(function (file) {
        return [file.version, file.name, file.at, data.states[file.state]];
      })) : small('还没有收到填报表。')
    ];
  }
  function course(one) {
    var known = one.members.filter(function (line) { return line.people !== null; });
    if (known.length < 2) return null;
    var width = 480, height = 96, values = known.map(function (line) { return line.people; });
    var low = Math.min.apply(null, values), high = Math.max.apply(null, values), span = Math.max(high - low, 1);
    var points = known.map(function (line, place) {
      return [30 + place * (width - 60) / (known.length - 1), 70 - (line.people - low) / span * 44];
    });
    return shape('svg', { viewBox: '0 0 ' + width + ' ' + height, role: 'img', 'aria-label': one.said[5], 'class': 'members' }, [
      shape('polyline', { points: points.map(function (at) { return at.join(','); }).join(' '), 'class': 'course' }),
      points.map(function (at, place) {
        return [shape('circle', { cx: at[0], cy: at[1], r: 3, 'class': 'point' }), words(at[0], at[1] - 8, thousands(known[place].people), 'mid strong'), words(at[0], 92, known[place].year, 'mid')];
      })
    ]);
  }
  function bullet(year, ratio) {
    var criterion = year.criteria[ratio.criterion], limit = criterion.limit, numbers = ratio.measured.split('/');
    var width = 160, share = Math.min(numbers[0] / numbers[1] || 0, 1);
    return make('div', 'bullet', [
      make('span', 'what', criterion.short),
      shape('svg', { viewBox: '0 0 ' + width + ' 18', 'class': 'track', role: 'img', 'aria-label': ratio.measured }, [
        shape('rect', { x: 0, y: 3, width: width, height: 12, 'class': 'fn' }),
        shape('rect', { x: 0, y: 5, width: share * width, height: 8, 'class': 'f' + ratio.kind }),
        limit ? shape('line', { x1: limit[1] / limit[2] * width, x2: limit[1] / limit[2] * width, y1: 0, y2: 18, 'class': 'limit' }) : null
      ]),
      make('span', '', [word(ratio.kind), ' ', ratio.measured, ratio.bound ? '，' + ratio.bound : '', make('span', 'place', ratio.place)])
    ]);
  }


  // ---- 得分, where the rubric gives points
  function scoreList(year, societies) {
    var scored = societies.filter(function (one) { return one.score && one.reported; });
    scored = scored.map(function (one, place) { return [one.score, place, one]; });
    scored.sort(function (a, b) { return b[0].low - a[0].low || b[0].high - a[0].high || a[1] - b[1]; });
    return [
      heading('得分：' + scored.length + ' 家已报送的学会，高的在前'),
      small('缺数的判定项使得分成为一个范围，如 72–78 分。'),
      capped(scored.map(function (one) { return one[2]; }), function (one) {
        return make('div', 'entry', [nameLink(one), ' ', make('b', '', one.score.said[0]), '　', one.score.said[1]]);
      })
    ];
  }
  function scoresOf(year, one) {
    if (!one.score) return null;
    return [
      heading('得分：' + one.score.said[0]), small(one.score.said.slice(1).join('　·　')),
      table(['判定项', '得分', '满分', '自评', '算式或原因', '出处'], one.scores().map(function (found) {
        var criterion = year.criteria[found.criterion];
        return [criterion.item + ' ' + criterion.short, found.score, found.full, found.own, found.ground, found.place];
      }))
    ];
  }

  // ---- what is around the view
  function options(select, pairs) {
    pairs.forEach(function (pair) {
      var option = make('option', '', pair[1]);
      option.value = pair[0];
      select.appendChild(option);
    });
    select.onchange = function () {
      var here = address(), more = { y: pick.y.value, c: pick.c.value, s: pick.s.value, q: here.q, r: here.r, v: here.v };
      location.hash = to(here.view, here.id, more);
    };
  }
  function counted(key) {
    var counts = {}, order = [];
    data.years[0].societies.forEach(function (one) {
      if (!counts[one[key]]) order.push(one[key]);
      counts[one[key]] = (counts[one[key]] || 0) + 1;
    });
    return order.sort(function (a, b) { return counts[b] - counts[a]; });
  }
  var first = String(data.years[0].period);
  options(pick.y, data.years.map(function (year) { return [String(year.period), year.period + ' 年度']; }));
  options(pick.c, [['', '全部学科']].concat(counted('category').map(function (one) { return [one, one]; })));
  options(pick.s, [['', '全部状态']].concat(Object.keys(data.states).map(function (one) { return [one, data.states[one]]; })));
  var views = { overview: overview, task: oneTask, members: members, council: council, scores: scoreList, societies: societyList };
  function draw() {
    var here = address(), year = chosenYear(here), societies = inView(year, here), view = views[here.view];
    pick.y.value = here.y || first; pick.c.value = here.c || ''; pick.s.value = here.s || '';
    if (document.activeElement !== search) search.value = here.q || '';
    var reported = societies.filter(function (one) { return one.reported; }).length;
    var told = '现在显示：' + year.period + ' 年度' + (here.c ? '；学科：' + here.c : '') + (here.s ? '；状态：' + data.states[here.s] : '') + ' · 已报送 ' + reported + '/' + societies.length + ' 家';
    replace(document.getElementById('filters'), [told, here.c || here.s ? [' · ', link(to(here.view, here.id, { c: '', s: '' }), '', '清除筛选')] : null]);
    Array.prototype.forEach.call(document.querySelectorAll('nav a'), function (tab) {
      var name = tab.getAttribute('data-view');
      tab.href = to(name);
      tab.hidden = name === 'scores' && !year.societies.some(function (one) { return one.score; });
      tab.className = name === here.view || (name === 'societies' && here.view === 'society') ? 'on' : '';
    });
    replace(main, here.view === 'society' ? oneSociety(year, here) : (view || overview)(year, societies, here));
  }
  search.oninput = function () {
    var target = to('societies', '', { q: search.value });
    if (address().view !== 'societies') { location.hash = target; return; }
    try { history.replaceState(null, '', target); } catch (refused) { location.replace(target); }
    draw();
  };
  document.getElementById('search').onsubmit = function () { search.blur(); return false; };
  // A link opens at the top; Back returns to where the link was.
  var left = {}, isLink = false, width = 0;
  document.onclick = function () { left[location.hash] = window.pageYOffset; isLink = true; };
  window.onhashchange = function () {
    draw();
    window.scrollTo(0, isLink ? 0 : left[location.hash] || 0);
    isLink = false;
  };
  window.onresize = function () { if (main.clientWidth !== width) draw(); width = main.clientWidth; };
  draw();
  width = main.clientWidth;
}());
